/** What the tests in workerd find in `cloudflare:workers`, beyond what the deployed Worker has. */
declare namespace Cloudflare {
  type WorkerEnv = import('../../worker/config.ts').Env
  type Settings = { [Name in keyof typeof import('../../worker/settings.ts').settings]: string }
  interface Env extends WorkerEnv, Settings {
    TEST_MIGRATIONS: import('cloudflare:test').D1Migration[]
    /** The address of the sandbox that this run's Worker talks to. */
    TEST_SANDBOX: string
  }
  interface GlobalProps {
    mainModule: typeof import('../../worker/index.ts')
    durableNamespaces: 'DeploymentObject' | 'FleetObject'
  }
}
