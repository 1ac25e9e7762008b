import type { ManualModel } from '../../support/manualModel.ts'
import { answerNext } from '../../support/answerNext.ts'
import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'

test.use({ manualAnswers: true })

/** Sends a question, and answers it. */
async function completeTurn(chat: ChatPage, model: ManualModel, question: string, answer: string) {
  await chat.ask(question)
  await answerNext(model, answer)
  await chat.expectAnswer(answer)
  await chat.expectIdle()
}

test('an edited question becomes a new version, and each version has its own continuation @main', async ({
  chat,
  model,
  page,
}) => {
  await completeTurn(chat, model, 'About cats', 'Cats sleep')
  await completeTurn(chat, model, 'And at night?', 'They hunt')

  await test.step('edit the first question', async () => {
    await chat.edit(chat.questions.first())
    await expect(chat.editor).toHaveValue('About cats')
    await chat.editor.fill('About dogs')
    await chat.editor.press('Enter')
    const dogs = await model.nextAnswer()
    expect(dogs.question.messages).toEqual([{ role: 'user', content: 'About dogs' }])
    dogs.say('Dogs bark')
    dogs.end()
    await chat.expectAnswer('Dogs bark')
    await chat.expectIdle()
    await expect(chat.messages).toHaveCount(2)
    await expect(chat.questions.getByRole('button', { name: 'Edit' })).toBeFocused()
  })

  const versions = chat.versionsOf(chat.questions.first())
  await test.step('return to the previous version, with all its turns', async () => {
    await expect(versions.root).toContainText('2/2')
    await versions.previous.click()
    await expect(chat.questions).toHaveText([/About cats/, /And at night\?/])
    await chat.expectAnswer('They hunt')
    await expect(versions.root).toContainText('1/2')
    await expect(versions.previous).toBeFocused()
    await expect(versions.previous).toHaveAttribute('aria-disabled', 'true')
  })

  await test.step('a reload shows the branch that was open last', async () => {
    await page.reload()
    await chat.expectAnswer('They hunt')
    await versions.next.click()
    await chat.expectAnswer('Dogs bark')
    await page.reload()
    await chat.expectAnswer('Dogs bark')
    await expect(chat.messages).toHaveCount(2)
  })

  await test.step('a new question continues the open branch', async () => {
    await chat.ask('And at night?')
    const night = await model.nextAnswer()
    expect(night.question.messages?.map(({ content }) => content)).toEqual([
      'About dogs',
      'Dogs bark',
      'And at night?',
    ])
    night.say('They sleep')
    night.end()
    await chat.expectAnswer('They sleep')
    await chat.expectIdle()
    await page.reload()
    await chat.expectAnswer('They sleep')
    await expect(chat.messages).toHaveCount(4)
  })
})

test('Regenerate adds a version of the last answer', async ({ chat, model, page }) => {
  await completeTurn(chat, model, 'Heads or tails?', 'Heads')
  for (const [count, text] of [
    ['2/2', 'Tails'],
    ['3/3', 'Its edge'],
  ] as const) {
    await chat.regenerate.click()
    await answerNext(model, text)
    await chat.expectAnswer(text)
    await chat.expectIdle()
    await expect(chat.versionsOf(chat.lastAnswer).root).toContainText(count)
  }
  const versions = chat.versionsOf(chat.lastAnswer)

  await test.step('all versions are reachable by keyboard', async () => {
    await versions.previous.focus()
    await page.keyboard.press('Enter')
    await chat.expectAnswer('Tails')
    await page.keyboard.press('Enter')
    await chat.expectAnswer('Heads')
    await expect(versions.previous).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(versions.next).toBeFocused()
    await page.keyboard.press('Enter')
    await chat.expectAnswer('Tails')
    await expect(versions.root).toContainText('Version 2 of 3')
  })

  await test.step('the request contains the version that is shown', async () => {
    await chat.ask('Again')
    const again = await model.nextAnswer()
    expect(again.question.messages?.map(({ content }) => content)).toEqual([
      'Heads or tails?',
      'Tails',
      'Again',
    ])
    again.end()
  })
})

test('switching branches during an answer is refused with a reason', async ({ chat, model }) => {
  await completeTurn(chat, model, 'Heads or tails?', 'Heads')
  await chat.regenerate.click()
  const second = await model.nextAnswer()
  second.say('Ta')
  await chat.expectAnswer('Ta')
  const versions = chat.versionsOf(chat.lastAnswer)
  await versions.previous.click()
  await expect(versions.root).toContainText('Wait for the answer to finish, or stop it.')
  await chat.expectAnswer('Ta')

  await chat.edit()
  await chat.editor.fill('Head or tail?')
  await chat.editor.press('Enter')
  await expect(chat.editor).toHaveAccessibleDescription(/Wait for the answer to finish, or stop it/)
  await expect(chat.editor).toHaveValue('Head or tail?')
  await chat.stop.click()
  await expect(chat.editor).toHaveAccessibleDescription('')
  await chat.editor.press('Enter')
  await answerNext(model, 'Neither')
  await chat.expectAnswer('Neither')
  await chat.expectIdle()
})

test('a failed answer stays as a version after a retry', async ({ chat, model }) => {
  await chat.ask('Count')
  const first = await model.nextAnswer()
  first.say('One, two')
  await chat.expectAnswer('One, two')
  first.fail('Out of numbers')
  await chat.retry.click()
  await answerNext(model, 'One, two, three')
  await chat.expectAnswer('One, two, three')
  await chat.expectIdle()
  await chat.versionsOf(chat.lastAnswer).previous.click()
  await chat.expectAnswer('One, two')
  await expect(chat.alert).toContainText('failed while answering')
})

test.describe('the editor', () => {
  test('closes with Escape, keeps the question, and returns the focus', async ({ chat, model }) => {
    await completeTurn(chat, model, 'About cats', 'Cats sleep')
    await chat.edit()
    await chat.editor.fill('About dogs')
    await chat.editor.press('Escape')
    await expect(chat.editor).toBeHidden()
    await expect(chat.questions).toContainText('About cats')
    await expect(chat.questions.getByRole('button', { name: 'Edit' })).toBeFocused()
  })

  test('does not stop an answer with its Escape', async ({ chat, model }) => {
    await chat.ask('About cats')
    const answer = await model.nextAnswer()
    answer.say('Cats')
    await chat.edit()
    await chat.editor.press('Escape')
    answer.say(' sleep')
    answer.end()
    await chat.expectAnswer('Cats sleep')
  })

  test('sends neither keys of an input method nor an empty question', async ({ chat, model }) => {
    await completeTurn(chat, model, 'About cats', 'Cats sleep')
    await chat.edit()
    for (const key of ['Enter', 'Escape']) {
      await chat.editor.dispatchEvent('keydown', { key, isComposing: true, bubbles: true })
    }
    await expect(chat.editor).toBeFocused()
    await chat.editor.fill('  ')
    await chat.editor.press('Enter')
    await expect(chat.editor).toHaveAccessibleDescription('Type a message first')
    await chat.editor.fill('one')
    await chat.editor.press('Shift+Enter')
    await chat.page.keyboard.type('two')
    await chat.log.getByRole('button', { name: 'Save and send' }).click()
    const received = await model.nextAnswer()
    expect(received.question.message).toBe('one\ntwo')
    received.end()
  })
})

test.describe('in two tabs', () => {
  test('the other tab shows the branch of the new question, and no branch is lost', async ({
    chat,
    context,
    model,
  }) => {
    await completeTurn(chat, model, 'About cats', 'Cats sleep')
    const other = new ChatPage(await context.newPage())
    await other.open()
    await other.sidebar.chat('About cats').click()
    await other.expectAnswer('Cats sleep')

    await chat.edit()
    await chat.editor.fill('About dogs')
    await chat.editor.press('Enter')
    const dogs = await model.nextAnswer()
    dogs.say('Dogs')
    await other.expectAnswer('Dogs')
    await expect(other.questions).toHaveText([/About dogs/])
    await other.versionsOf(other.questions.first()).previous.click()
    await expect(other.versionsOf(other.questions.first()).root).toContainText(
      'Wait for the answer',
    )
    dogs.say(' bark')
    dogs.end()
    await other.expectAnswer('Dogs bark')
    await expect(other.stop).toBeHidden()

    await test.step('each tab can open its own branch, and ask there', async () => {
      await other.versionsOf(other.questions.first()).previous.click()
      await other.expectAnswer('Cats sleep')
      await chat.expectAnswer('Dogs bark')
      await completeTurn(other, model, 'And at night?', 'They hunt')
      await chat.expectAnswer('They hunt')
      await chat.versionsOf(chat.questions.first()).next.click()
      await chat.expectAnswer('Dogs bark')
    })
  })

  test('the other tab continues the branch of the new question when the first tab is closed', async ({
    chat,
    context,
    model,
    stubState,
  }) => {
    await completeTurn(chat, model, 'Heads or tails?', 'Heads')
    const other = new ChatPage(await context.newPage())
    await other.open()
    await other.sidebar.chat('Heads').click()
    await other.expectAnswer('Heads')
    await chat.regenerate.click()
    const second = await model.nextAnswer()
    second.say('Ta')
    await other.expectAnswer('Ta')
    await chat.page.close()
    second.say('ils')
    second.end()
    await other.expectAnswer('Tails')
    await expect(other.stop).toBeHidden()
    await other.versionsOf(other.lastAnswer).previous.click()
    await other.expectAnswer('Heads')
    expect((await stubState()).runs).toBe(2)
  })
})

test('a reload during an answer resumes it in its branch, and keeps the others @main', async ({
  chat,
  model,
  page,
  stubState,
}) => {
  await completeTurn(chat, model, 'About cats', 'Cats sleep')
  await chat.edit()
  await chat.editor.fill('About dogs')
  await chat.editor.press('Enter')
  const dogs = await model.nextAnswer()
  dogs.say('Dogs')
  await chat.expectAnswer('Dogs')
  await page.reload()
  await chat.expectAnswer('Dogs')
  dogs.say(' bark')
  dogs.end()
  await chat.expectAnswer('Dogs bark')
  await chat.expectIdle()
  expect((await stubState()).runs).toBe(2)
  await chat.versionsOf(chat.questions.first()).previous.click()
  await chat.expectAnswer('Cats sleep')
})

test('a deleted chat is restored with all its branches', async ({ chat, model, page }) => {
  await completeTurn(chat, model, 'Heads or tails?', 'Heads')
  await chat.regenerate.click()
  await answerNext(model, 'Tails')
  await chat.expectAnswer('Tails')
  await chat.expectIdle()
  await chat.versionsOf(chat.lastAnswer).previous.click()
  await chat.sidebar.remove('Heads or tails?')
  await chat.sidebar.undo.click()
  await chat.expectAnswer('Heads')
  await chat.versionsOf(chat.lastAnswer).next.click()
  await chat.expectAnswer('Tails')
  await page.reload()
  await chat.expectAnswer('Tails')
  await chat.versionsOf(chat.lastAnswer).previous.click()
  await chat.expectAnswer('Heads')
})

test('a search result in a hidden branch opens that branch', async ({ chat, model }) => {
  await completeTurn(chat, model, 'Heads or tails?', 'Heads')
  await chat.regenerate.click()
  await answerNext(model, 'Tails')
  await chat.expectAnswer('Tails')
  await chat.expectIdle()
  await chat.sidebar.newChat.click()
  await chat.sidebar.search.fill('Heads')
  await chat.sidebar.results.filter({ hasText: 'Assistant' }).click()
  await chat.expectAnswer('Heads')
})
