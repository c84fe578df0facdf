/**
 * The secrets of one deployment, kept encrypted in its own object and deleted with it.
 *
 * | name               | what it opens                                              |
 * | ------------------ | ---------------------------------------------------------- |
 * | `checkoutUrl`      | the payment page, while it is open                         |
 * | `modelKey`         | the models, up to the deployment's credit                  |
 * | `modelKeyUsage`    | nothing: the last figure read before the key was deleted   |
 * | `sshPrivateKey`    | the machine, as its image's default user                   |
 * | `sshPublicKey`     | nothing; kept beside its private half                      |
 * | `gatewayToken`     | OpenClaw's gateway on the machine                          |
 * | `reportToken`      | reports of this machine's setup                            |
 */
export const secretNames = [
  'checkoutUrl',
  'modelKey',
  'modelKeyUsage',
  'sshPrivateKey',
  'sshPublicKey',
  'gatewayToken',
  'reportToken',
] as const
export type SecretName = (typeof secretNames)[number]
