import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { english } from '../../pages/names.ts'
import { mainIf } from '../../support/mainPath.ts'

for (const width of [390, 1280]) {
  test(`the page shows its outlines before its script loads, and nothing jumps afterwards: ${width} px${mainIf(width < 1000)}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    let releaseScripts = () => {}
    const wait = new Promise<void>((resolve) => (releaseScripts = resolve))
    await page.route('**/assets/*.js', async (route) => {
      await wait
      await route.continue()
    })
    await page.goto('/', { waitUntil: 'commit' })
    const outline = page.locator('.shell-composer')
    // It has a height once its styles are loaded.
    await expect(outline).toBeVisible()
    const before = await outline.boundingBox()
    expect(before?.width).toBeGreaterThan(300)
    expect(await page.locator('#app').ariaSnapshot()).toBe('')

    releaseScripts()
    const chat = new ChatPage(page, english)
    await expect(chat.composer).toBeVisible()
    await expect(outline).toHaveCount(0)
    expect(await page.locator('.composer > .box').boundingBox()).toEqual(before)
  })
}
