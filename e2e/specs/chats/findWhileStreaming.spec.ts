import { answerNext } from '../../support/answerNext.ts'
import { expect, test } from '../../support/fixtures.ts'
import { waitForScrollEnd } from '../../support/waitForScrollEnd.ts'
import { watchLine } from '../../support/watchLine.ts'
import { expectCurrent } from '../../support/findInChat.ts'

test.describe('while an answer streams', () => {
  test.use({ manualAnswers: true })

  test('the count grows, the view stays in place, and Escape stops no answer @main', async ({
    chat,
    model,
    page,
  }) => {
    await chat.ask('About cats')
    const answer = await model.nextAnswer()
    const lines = Array.from({ length: 30 }, (_, index) => `Line ${index}.\n\n`).join('')
    answer.say(`The first line has cats.\n\n${lines}`)
    await expect(chat.lastAnswer.locator('p')).toHaveCount(31)
    await page.keyboard.press('Control+Shift+F')
    await expect(chat.find.field).toBeFocused()
    await page.keyboard.type('cats.')
    await expectCurrent(chat, 'cats.', '1 of 1')

    const addCats = async (count: number) => {
      const moved = await watchLine(chat.lastAnswer.getByText('Line 9.'))
      answer.say(`**Ca**ts. ${'And another line.\n\n'.repeat(10)}`)
      await expect(chat.find.field).toHaveAccessibleDescription(`1 of ${count}`)
      await expect(chat.lastAnswer.locator('strong')).toHaveCount(count - 1)
      expect(await moved()).toBe(0)
      await expect(chat.find.announcement).toHaveText('1 of 1')
    }
    await test.step('the view stays at the match', () => addCats(2))
    await test.step('the view stays where the user scrolled', async () => {
      await chat.log.hover()
      await page.mouse.wheel(0, 300)
      await chat.log.evaluate(waitForScrollEnd)
      await addCats(3)
    })

    await page.keyboard.press('Enter')
    await expectCurrent(chat, 'Cats.', '2 of 3')
    await page.keyboard.press('Escape')
    await expect(chat.find.root).toBeHidden()
    answer.say('The end')
    answer.end()
    await chat.expectIdle()
    expect(answer.isStopped()).toBe(false)
    await expect(chat.announcement).toHaveText(/^Answer complete/)
    await expect(chat.lastAnswer).toContainText('The end')
  })

  test('a match stays marked while its text is rendered again', async ({ chat, model }) => {
    await chat.ask('Code')
    const answer = await model.nextAnswer()
    answer.say('A *needle')
    await chat.expectAnswer('A *needle*')
    await chat.find.opener.click()
    await chat.find.field.fill('needle')
    await expectCurrent(chat, 'needle', '1 of 1')
    answer.say('* in hay.\n\n```js\nconst needle = 1\n```\n')
    answer.end()
    await chat.expectIdle()
    await expect(chat.lastAnswer.locator('.token-keyword')).toHaveCount(1)
    await expect
      .poll(() => chat.find.marked())
      .toMatchObject({
        all: ['needle', 'needle'],
        current: ['needle'],
      })
    await chat.find.next.click()
    await expectCurrent(chat, 'needle', '2 of 2')
  })

  test('only the open branch is searched', async ({ chat, model }) => {
    await chat.ask('About cats')
    await answerNext(model, 'Cats sleep, and cats hunt')
    await chat.expectIdle()
    await chat.regenerate.click()
    await answerNext(model, 'Dogs bark at cats')
    await chat.expectAnswer('Dogs bark at cats')
    await chat.expectIdle()

    await chat.find.opener.click()
    await chat.find.field.fill('cats')
    await expect(chat.find.announcement).toHaveText('1 of 2')
    await chat.versionsOf(chat.lastAnswer).previous.click()
    await chat.expectAnswer('Cats sleep, and cats hunt')
    await expect(chat.find.field).toHaveAccessibleDescription('1 of 3')
    await chat.find.next.click()
    await expectCurrent(chat, 'Cats', '2 of 3')
    await chat.versionsOf(chat.lastAnswer).next.click()
    await expect(chat.find.field).toHaveAccessibleDescription('2 results')
  })
})
