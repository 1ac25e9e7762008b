import { expect, test } from '../../support/fixtures.ts'

test.use({ manualAnswers: true })

test('shortcuts lead to a new chat, to the composer, to the settings and to their list @main', async ({
  chat,
  model,
  page,
}) => {
  await chat.ask('Hello')
  const answer = await model.nextAnswer()
  answer.end()
  await chat.expectIdle()
  await chat.log.focus()
  await page.keyboard.press('Control+Shift+O')
  await expect(chat.messages).toHaveCount(0)
  await expect(chat.composer).toBeFocused()

  await chat.sidebar.newChat.focus()
  await page.keyboard.press('Shift+Escape')
  await expect(chat.composer).toBeFocused()
  await page.keyboard.type('what is typed')

  await page.keyboard.press('Control+k')
  await expect(chat.sidebar.search).toBeFocused()
  await page.keyboard.press('Control+b')
  await expect(chat.sidebar.root).toBeHidden()
  await page.keyboard.press('Control+k')
  await expect(chat.sidebar.search).toBeFocused()
  await page.keyboard.press('Shift+Escape')

  await page.keyboard.press('Control+,')
  await expect(chat.settings.root).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(chat.settings.root).toBeHidden()
  await expect(chat.composer).toBeFocused()

  await page.keyboard.press('Control+/')
  await expect(chat.settings.keysList.getByRole('term')).toHaveText([
    'Search chats',
    'Find in this chat',
    'New chat',
    'Focus the message box',
    'Stop answering',
    'Copy last code block',
    'Toggle sidebar',
    'Settings',
    'Keyboard shortcuts',
  ])
  await expect(chat.settings.keysList.getByRole('definition').nth(2)).toHaveText('Ctrl Shift O')
  await page.keyboard.press('Control+Shift+O')
  await page.keyboard.press('Escape')
  await expect(chat.settings.keysList).toBeHidden()
  await expect(chat.composer, "a dialog ignores the page's shortcuts").toHaveValue('what is typed')
  await expect(chat.composer).toBeFocused()
})

test('Escape stops the answer; Shift+Escape and Escape in a dialog do not', async ({
  chat,
  model,
  page,
}) => {
  await chat.ask('Count')
  const answer = await model.nextAnswer()
  answer.say('One,')
  await chat.expectAnswer('One,')
  await page.keyboard.press('Shift+Escape')
  await chat.settings.open()
  await page.keyboard.press('Escape')
  await expect(chat.settings.root).toBeHidden()
  answer.say(' two')
  await chat.expectAnswer('One, two')
  await chat.log.focus()
  await page.keyboard.press('Escape')
  await expect(chat.announcement).toHaveText('Answer stopped')
  await expect.poll(answer.isStopped).toBe(true)
})

test('a shortcut copies the last code block to the last space', async ({
  chat,
  context,
  model,
  page,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.keyboard.press('Control+Shift+:')
  await expect(chat.appRoot.getByText('No code in this chat.')).toBeVisible()
  await chat.ask('Code')
  const answer = await model.nextAnswer()
  answer.say('```js\nfirst\n```\n\n```py\nif a:\n    b  \n```\n\nThat is `all`.')
  answer.end()
  await chat.expectIdle()
  await page.keyboard.press('Control+Shift+:')
  await expect(chat.appRoot.getByText('Code copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('if a:\n    b  \n')
})

test('shortcuts that are switched off do nothing, also after a reload', async ({ chat, page }) => {
  await chat.settings.open()
  await chat.settings.showKeys.click()
  await expect(chat.settings.keysList).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(chat.settings.showKeys).toBeFocused()
  await chat.settings.keys.uncheck()
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(chat.composer).toBeFocused()
  await page.keyboard.press('Control+/')
  await page.keyboard.press('Control+,')
  await chat.settings.open()
  await expect(chat.settings.keysList).toBeHidden()
  await expect(chat.settings.keys).not.toBeChecked()
  await chat.settings.keys.check()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+/')
  await expect(chat.settings.keysList).toBeVisible()
})

test.describe('on a Mac', () => {
  test('shortcuts use ⌘ and are listed with it', async ({ chat, page }) => {
    await page.addInitScript(() =>
      Object.defineProperty(navigator, 'platform', { get: () => 'MacIntel' }),
    )
    await page.reload()
    await expect(chat.composer).toBeFocused()
    await page.keyboard.press('Control+,')
    await page.keyboard.press('Meta+/')
    await expect(chat.settings.root).toBeHidden()
    const third = chat.settings.keysList.getByRole('definition').nth(2)
    await expect(third).toHaveText(/⇧Shift\s+⌘Command\s+O/)
  })
})
