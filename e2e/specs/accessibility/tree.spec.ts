import { expect, test } from '../../support/fixtures.ts'

test.use({ manualAnswers: true })

test('a screen reader finds a log of articles, and speaks twice about an answer @main', async ({
  chat,
  model,
  page,
}) => {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    const status = document.querySelector('[role=status]')
    if (!status) throw new Error('The page has no status region before the first announcement.')
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        heard.push(...[...addedNodes].map(({ textContent }) => textContent ?? ''))
      }
    }).observe(status, { childList: true, characterData: true, subtree: true })
  })
  await chat.ask('Hello')
  const answer = await model.nextAnswer()
  await expect(chat.log).toMatchAriaSnapshot(`
    - log "Conversation":
      - article "You":
        - heading "You" [level=2]
        - text: Hello
      - article "Assistant":
        - heading "Assistant" [level=2]
        - paragraph: Waiting for a response
  `)

  for (const word of ['Hello', ' to', ' you']) answer.say(word)
  await chat.expectAnswer('Hello to you')
  await expect(chat.log).toMatchAriaSnapshot(`
    - log "Conversation":
      - /children: equal
      - article "You":
        - /children: equal
        - heading "You" [level=2]
        - text: Hello
        - button "Edit"
        - button "Delete message and answer"
      - article "Assistant":
        - /children: equal
        - heading "Assistant" [level=2]
        - paragraph: Hello to you
  `)
  await expect(chat.log).toHaveAttribute('aria-live', 'off')
  // A live region would stutter through every token.
  const liveRegions = '[aria-live=polite], [aria-live=assertive], [role=status], [role=alert]'
  await expect(chat.log.locator(liveRegions)).toHaveCount(0)

  answer.end()
  await chat.expectIdle()
  await expect(chat.log).toMatchAriaSnapshot(`
    - log "Conversation":
      - /children: equal
      - article "You":
        - /children: equal
        - heading "You" [level=2]
        - text: Hello
        - button "Edit"
        - button "Delete message and answer"
      - article "Assistant":
        - /children: equal
        - heading "Assistant" [level=2]
        - paragraph: Hello to you
        - button "Copy"
        - button "Copy as rich text"
        - button "Response details"
        - button "Regenerate"
  `)
  await expect(chat.log.locator(liveRegions)).toHaveCount(0)
  const heard = await page.evaluate(() => (window as never as { heard: string[] }).heard)
  expect(heard).toEqual(['Answering…', 'Answer complete, 12 characters'])
})

test('the page has its landmarks', async ({ chat, page }) => {
  await expect(chat.log).toBeVisible()
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - navigation "Chats":
      - button "New chat"
    - main:
      - heading "Chat Stream" [level=1]
      - button "Settings"
      - log "Conversation":
        - list "Suggestions":
          - listitem:
            - button "Tell me a story"
      - textbox "Message"
      - button "Send"
    - status
    - alert
  `)
})

test.describe('a failed answer', () => {
  test('shows a group after the text that arrived', async ({ chat, model }) => {
    await chat.ask('Hello')
    const answer = await model.nextAnswer()
    answer.say('Hel')
    answer.fail('The weights melted')
    await expect(chat.alert).toBeVisible()
    await expect(chat.lastAnswer).toMatchAriaSnapshot(`
      - article "Assistant":
        - heading "Assistant" [level=2]
        - paragraph: Hel
        - group "Error":
          - paragraph: The server failed while answering.
          - group: Details
          - button "Retry"
        - button "Copy"
    `)
  })
})
