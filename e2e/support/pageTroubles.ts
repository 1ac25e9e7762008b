import type { BrowserContext } from '@playwright/test'

/**
 * Collects the problems that any page of a context reports where no user sees them: errors and warnings on the console,
 * exceptions, violations of the content security policy.
 */
export async function collectTroubles(context: BrowserContext): Promise<readonly string[]> {
  const troubles: string[] = []
  context.on('console', (message) => {
    const type = message.type()
    if (type === 'error' || type === 'warning') troubles.push(`${type}: ${message.text()}`)
  })
  context.on('weberror', (error) => troubles.push(`exception: ${String(error.error())}`))
  // A violation of a report-only policy writes nothing to the console.
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const violation = `${violatedDirective} forbids ${blockedURI}`
      console.error(`Content security policy: ${violation} in ${location.pathname}`)
    })
  })
  return troubles
}
