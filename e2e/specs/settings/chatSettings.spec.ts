import type { Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import type { ChatPage } from '../../pages/ChatPage.ts'

test.use({ manualAnswers: true })

/** Returns the system prompts of a request. */
const instructions = (messages: readonly { role: string; content: string }[]) =>
  messages.filter(({ role }) => role === 'system').map(({ content }) => content)

async function openSettings(page: Page) {
  await page.getByRole('button', { name: 'Chat settings' }).click()
  const dialog = page.getByRole('dialog', { name: 'Chat settings' })
  await dialog.waitFor()
  return {
    dialog,
    system: dialog.getByRole('textbox', { name: 'System prompt' }),
    temperature: dialog.getByRole('textbox', { name: 'Temperature' }),
  }
}

async function setPrompt(page: Page, text: string): Promise<void> {
  const { dialog, system } = await openSettings(page)
  await system.fill(text)
  // Close the dialog without leaving the field first.
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
}

test('each chat sends its own prompt and parameters, also after a reload @main', async ({
  chat,
  page,
  model,
}) => {
  async function ask(question: string, text: string, page: ChatPage = chat) {
    await page.ask(question)
    const answer = await model.nextAnswer()
    answer.say(text)
    answer.end()
    await page.expectIdle()
    return instructions(answer.question.messages)
  }

  await setPrompt(page, 'Speak like a pirate.')
  // The chat has no question yet, so the tab stores the prompt.
  await page.reload()
  const settings = await openSettings(page)
  await expect(settings.system).toHaveValue('Speak like a pirate.')
  await settings.temperature.fill('3')
  await settings.temperature.press('Tab')
  await expect(settings.temperature).toHaveAccessibleDescription(/a number from 0 to 2/)
  await settings.temperature.fill('0.3')
  await page.keyboard.press('Escape')
  const sent = page.waitForRequest('**/init')
  expect(await ask('Hello', 'Arr')).toEqual(['Speak like a pirate.'])
  expect((await sent).postDataJSON()).toMatchObject({ temperature: 0.3 })

  await chat.sidebar.newChat.click()
  await setPrompt(page, 'Speak like a poet.')
  expect(await ask('Good day', 'O day!')).toEqual(['Speak like a poet.'])
  await page.reload()
  expect(await ask('And now?', 'O now!')).toEqual(['Speak like a poet.'])
  await chat.sidebar.chat('Hello').click()
  expect(await ask('Still there?', 'Aye')).toEqual(['Speak like a pirate.'])

  await chat.sidebar.newChat.click()
  expect(await ask('Plain', 'Yes')).toEqual([])

  await chat.settings.open()
  await chat.settings.transport.selectOption('GET')
  await chat.settings.close.click()
  const { dialog, system } = await openSettings(page)
  await expect(dialog).toContainText('sends only the message')
  await expect(system).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Chat settings' })).toBeFocused()
})
