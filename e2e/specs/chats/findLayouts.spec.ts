import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '../../support/fixtures.ts'
import { CATS, expectCurrent, openChat } from '../../support/findInChat.ts'

for (const width of [320, 390]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 700 }, hasTouch: true, isMobile: true })

    test('the find bar replaces the header, and a match scrolls into view', async ({
      chat,
      page,
    }) => {
      await openChat(chat, CATS)
      await chat.find.opener.tap()
      for (const part of [chat.find.field, chat.find.previous, chat.find.next, chat.find.close]) {
        await expect(part).toBeInViewport({ ratio: 1 })
      }
      await expect(chat.settings.opener).toBeHidden()
      await chat.find.field.fill('cats')
      await chat.find.next.tap()
      await expectCurrent(chat, 'cats', '1 of 4')
      const overflow = () =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth
      expect(await page.evaluate(overflow)).toBe(0)
      await chat.find.close.tap()
      await expect(chat.settings.opener).toBeVisible()
      await expect(chat.find.opener).toBeFocused()
    })
  })
}

test.describe('in Chinese, dark', () => {
  test.use({ locale: 'zh-CN', colorScheme: 'dark', reducedMotion: 'reduce' })

  test('快乐 is found inside a sentence and across emphasis, and axe finds nothing @main', async ({
    chat,
    page,
  }) => {
    const expectAccessible = async () => {
      const { violations, passes } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      expect(passes.length).toBeGreaterThan(10)
    }
    await openChat(chat, CATS)
    await chat.find.opener.click()
    await expect(chat.find.field).toBeFocused()
    await test.step('empty', expectAccessible)
    await chat.find.field.fill('快乐')
    await expect(chat.find.announcement).toHaveText(/^第 . 个，共 2 个$/)
    await chat.find.field.press('Enter')
    await expectCurrent(chat, '快乐', '第 1 个，共 2 个')
    await chat.find.field.press('Enter')
    await expectCurrent(chat, '快乐', '第 2 个，共 2 个')
    await test.step('found', expectAccessible)
    await chat.find.field.fill('忧愁')
    await expect(chat.find.announcement).toHaveText('没有结果')
    await test.step('nothing found', expectAccessible)
  })
})
