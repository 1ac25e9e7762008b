import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { collectTroubles } from './pageTroubles.ts'

/** A page that violates its content security policy while the browser still parses it. */
const VIOLATING_PAGE =
  '<!doctype html><title>Violation</title><script>document.title = "Run"</script>'

function policy(name: string) {
  return {
    contentType: 'text/html',
    headers: { [name]: "script-src 'none'" },
    body: VIOLATING_PAGE,
  }
}

async function openViolatingPage(page: Page, header: string): Promise<void> {
  await page.route('**/violation', (route) => route.fulfill(policy(header)))
  await page.goto('/violation')
}

for (const header of ['Content-Security-Policy', 'Content-Security-Policy-Report-Only']) {
  test.fail(`a page that violates its ${header} fails its test`, ({ page }) =>
    openViolatingPage(page, header),
  )
}

test.describe('collectTroubles()', () => {
  test.use({ expectedTrouble: /Content.Security.Policy|TrustedHTML/i })

  test('reports a violation of a page that is still being parsed @main', async ({ page }) => {
    const troubles = await collectTroubles(page.context())
    await openViolatingPage(page, 'Content-Security-Policy-Report-Only')
    await expect
      .poll(() => troubles)
      .toContainEqual(
        'error: Content security policy: script-src-elem forbids inline in /violation',
      )
  })

  test('reports text that the app would have inserted as HTML', async ({ page }) => {
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
