import { Route, Router } from '@solidjs/router'
import { lazy } from 'solid-js'
import { render } from 'solid-js/web'
import { Shell } from './shell/Shell.tsx'
import './styles.css'

const Home = lazy(() => import('./home/Home.tsx'))
const Deploy = lazy(() => import('./deploy/Deploy.tsx'))
const Instance = lazy(() => import('./instance/Instance.tsx'))
const Activity = lazy(() => import('./instance/Activity.tsx'))
const Settings = lazy(() => import('./instance/Settings.tsx'))
const SignIn = lazy(() => import('./auth/SignIn.tsx'))
const CreateAccount = lazy(() => import('./auth/CreateAccount.tsx'))
const CheckMail = lazy(() => import('./auth/CheckMail.tsx'))
const ForgotPassword = lazy(() => import('./auth/ForgotPassword.tsx'))
const ResetPassword = lazy(() => import('./auth/ResetPassword.tsx'))
const Account = lazy(() => import('./account/Account.tsx'))
const Help = lazy(() => import('./pages/Help.tsx'))
const Terms = lazy(() => import('./pages/Terms.tsx'))
const NotFound = lazy(() => import('./pages/NotFound.tsx'))

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no #app')

render(
  () => (
    <Router root={Shell}>
      <Route path="/" component={Home} />
      <Route path="/sign-in" component={SignIn} />
      <Route path="/create-account" component={CreateAccount} />
      <Route path="/check-mail" component={CheckMail} />
      <Route path="/forgot-password" component={ForgotPassword} />
      <Route path="/reset-password" component={ResetPassword} />
      <Route path="/deploy/:id" component={Deploy} />
      <Route path="/i/:id" component={Instance}>
        <Route path="/" />
        <Route path="/activity" component={Activity} />
        <Route path="/settings" component={Settings} />
      </Route>
      <Route path="/account" component={Account} />
      <Route path="/help" component={Help} />
      <Route path="/terms" component={Terms} />
      <Route path="*" component={NotFound} />
    </Router>
  ),
  root,
)
