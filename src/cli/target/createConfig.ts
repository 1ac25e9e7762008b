import type { AppConfig, Finding, Target } from './target.ts'

/**
 * Looks at the server once, and again when the page loads as long as it is out of reach: the user may start it after
 * the command.
 */
export function createConfig(target: Target): {
  readonly config: () => Promise<AppConfig>
  readonly finding: () => Promise<Finding>
} {
  let latest: Promise<Finding> | undefined
  const look = () => {
    const looking = target.look()
    latest = looking
    void looking.then(({ isPending }) => {
      if (isPending && latest === looking) latest = undefined
    })
    return looking
  }
  const finding = () => latest ?? look()
  return { finding, config: async () => (await finding()).config }
}
