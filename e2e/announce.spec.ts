import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

test.use({ answersByHand: true })

/** Writes down, from now on, whatever a live region of the page is given to say. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const said = await page.evaluateHandle(() => {
    const words: string[] = []
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        const element = target instanceof Element ? target : target.parentElement
        if (!element?.closest('[aria-live=polite], [aria-live=assertive], [role=alert]')) continue
        const text = element.matches('[role=status]')
          ? element.textContent
          : [...addedNodes].map((node) => node.textContent).join('')
        if (text.trim() !== '') words.push(text)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
    return words
  })
  return () => said.jsonValue()
}

test('a screen reader is told of an answer what its setting says, and no more', async ({
  chat,
  model,
  page,
}) => {
  const start = 'The **first** one. The second one.'
  const whole = `${start} The end`

  await test.step('by itself: that it begins, and that it ends', async () => {
    const said = await listen(page)
    await chat.ask('Hello')
    const answer = await model.asked()
    answer.say(start)
    await chat.expectAnswer(start)
    await expect(page.locator('body')).toMatchAriaSnapshot(`
      - main:
        - log "Conversation":
          - article "You"
          - article "Assistant":
            - heading "Assistant" [level=2]
            - paragraph:
              - text: The
              - strong: first
              - text: one. The second one.
      - status: Answering…
    `)
    await expect(chat.log).toHaveAttribute('aria-live', 'off')
    answer.say(' The end')
    answer.end()
    await chat.expectIdle()
    expect(await said()).toEqual(['Answering…', `Answer complete, ${whole.length} characters`])
  })

  await test.step('sentence by sentence', async () => {
    await chat.settings.open()
    await chat.settings.announce.selectOption('Sentence by sentence')
    await page.keyboard.press('Escape')
    const said = await listen(page)
    await chat.ask('Once more')
    const answer = await model.asked()
    answer.say(start)
    await expect.poll(said).toContain('The first one.')
    answer.say(' The end')
    answer.end()
    // Between them the status has its say, and whichever is ready first speaks first.
    const sentences = async () => (await said()).filter((words) => !words.startsWith('Answer'))
    await expect.poll(sentences).toEqual(['The first one.', 'The second one.', 'The end'])
  })
})
