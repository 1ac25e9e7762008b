import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { collectTroubles } from './pageTroubles.ts'

/** A page whose policy is breached while it is still being read. */
const BREACHED = '<!doctype html><title>Breached</title><script>document.title = "Run"</script>'

function policy(name: string) {
  return { contentType: 'text/html', headers: { [name]: "script-src 'none'" }, body: BREACHED }
}

async function openBreached(page: Page, header: string): Promise<void> {
  await page.route('**/breached', (route) => route.fulfill(policy(header)))
  await page.goto('/breached')
}

for (const header of ['Content-Security-Policy', 'Content-Security-Policy-Report-Only']) {
  test.fail(`a page that breaches its ${header} fails its test`, ({ page }) =>
    openBreached(page, header),
  )
}

test.describe('what is collected', () => {
  test.use({ expectedTrouble: /Content.Security.Policy|TrustedHTML/i })

  test('a breach is named, also one of a page that is still being read', async ({ page }) => {
    const troubles = await collectTroubles(page.context())
    await openBreached(page, 'Content-Security-Policy-Report-Only')
    await expect
      .poll(() => troubles)
      .toContainEqual('error: Content security policy: script-src-elem forbids inline in /breached')
  })

  test('so is text that would become HTML in the app', async ({ page }) => {
    const troubles = await collectTroubles(page.context())
    await page.goto('/')
    const refusal = await page.evaluate(() => {
      try {
        document.body.innerHTML = '<p>Text</p>'
      } catch (error) {
        return String(error)
      }
    })
    expect(refusal).toContain('TrustedHTML')
    await expect
      .poll(() => troubles)
      .toContainEqual(
        'error: Content security policy: require-trusted-types-for forbids trusted-types-sink in /',
      )
  })
})
