import { describe, it } from 'vitest'
import { given } from '../scenario.ts'
import { at, checkoutOpen, command, destroyed, destroying, failed, ready, requested, sample, terms } from './life.ts'

const wish = {
  deploymentId: 'dep_1',
  ownerId: 'user_1',
  name: 'Otter',
  customerId: 'cus_1',
  successUrl: 'https://deploy.example/paid',
  cancelUrl: 'https://deploy.example/deploy',
  terms,
}

describe('a request', () => {
  it('starts a stream and asks Stripe for a page that closes with the deadline', () => {
    given()
      .when(command(0, 'RequestDeployment', wish))
      .then(sample.DeploymentRequested)
      .thenEffects({
        type: 'OpenCheckout',
        customerId: 'cus_1',
        successUrl: 'https://deploy.example/paid',
        cancelUrl: 'https://deploy.example/deploy',
        expiresAt: at(60),
      })
      .thenWakesAt({ deadline: 'checkout', dueAt: at(70) })
  })

  it('is ignored when its owner repeats it', () => {
    given(...requested)
      .when(command(1, 'RequestDeployment', wish))
      .thenNothing()
  })

  it('is rejected when the id is taken by somebody else', () => {
    given(...requested)
      .when(command(1, 'RequestDeployment', { ...wish, ownerId: 'user_2' }))
      .thenRejected({ code: 'alreadyExists' })
  })

  it('comes before everything else', () => {
    given()
      .when(command(1, 'RequestDestroy', { by: 'customer' }))
      .thenRejected({ code: 'notFound' })
    given()
      .when(command(1, 'CheckDeadline', { deadline: 'checkout' }))
      .thenRejected({ code: 'notFound' })
  })
})

describe('a name', () => {
  it('can be changed until the deployment is destroyed', () => {
    for (const history of [checkoutOpen, ready, failed, destroying]) {
      given(...history)
        .when(command(95, 'RenameDeployment', { name: 'Heron' }))
        .then({ type: 'DeploymentRenamed', v: 1, at: at(95), name: 'Heron' })
        .thenEffects()
        .thenWakesAt()
    }
    given(...destroyed)
      .when(command(99, 'RenameDeployment', { name: 'Heron' }))
      .thenRejected({ code: 'notAllowedNow', status: 'DESTROYED' })
  })

  it('that is the same changes nothing', () => {
    given(...ready)
      .when(command(20, 'RenameDeployment', { name: 'Otter' }))
      .thenNothing()
  })
})
