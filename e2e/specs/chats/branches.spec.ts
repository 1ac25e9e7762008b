import type { HandModel } from '../../support/handModel.ts'
import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'

test.use({ answersByHand: true })

/** Answers the next question with these words. */
async function answerNext(model: HandModel, words: string): Promise<void> {
  const answer = await model.asked()
  answer.say(words)
  answer.end()
}

/** Asks and has it answered. */
async function talk(chat: ChatPage, model: HandModel, question: string, answer: string) {
  await chat.ask(question)
  await answerNext(model, answer)
  await chat.expectAnswer(answer)
  await chat.expectIdle()
}

test('a changed question is asked beside the former one, and each has its own continuation', async ({
  chat,
  model,
  page,
}) => {
  await talk(chat, model, 'About cats', 'Cats sleep')
  await talk(chat, model, 'And at night?', 'They hunt')

  await test.step('edit the first question', async () => {
    await chat.edit(chat.questions.first())
    await expect(chat.editor).toHaveValue('About cats')
    await chat.editor.fill('About dogs')
    await chat.editor.press('Enter')
    const dogs = await model.asked()
    expect(dogs.question.messages).toEqual([{ role: 'user', content: 'About dogs' }])
    dogs.say('Dogs bark')
    dogs.end()
    await chat.expectAnswer('Dogs bark')
    await chat.expectIdle()
    await expect(chat.messages).toHaveCount(2)
    await expect(chat.questions.getByRole('button', { name: 'Edit' })).toBeFocused()
  })

  const versions = chat.versionsOf(chat.questions.first())
  await test.step('back to the former one, with all that followed', async () => {
    await expect(versions.root).toContainText('2/2')
    await versions.previous.click()
    await expect(chat.questions).toHaveText([/About cats/, /And at night\?/])
    await chat.expectAnswer('They hunt')
    await expect(versions.root).toContainText('1/2')
    await expect(versions.previous).toBeFocused()
    await expect(versions.previous).toHaveAttribute('aria-disabled', 'true')
  })

  await test.step('a reload shows the branch that was looked at last', async () => {
    await page.reload()
    await chat.expectAnswer('They hunt')
    await versions.next.click()
    await chat.expectAnswer('Dogs bark')
    await page.reload()
    await chat.expectAnswer('Dogs bark')
    await expect(chat.messages).toHaveCount(2)
  })

  await test.step('what is asked there goes on from there', async () => {
    await chat.ask('And at night?')
    const night = await model.asked()
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

test('Regenerate puts another answer beside the last one', async ({ chat, model, page }) => {
  await talk(chat, model, 'Heads or tails?', 'Heads')
  for (const [count, words] of [
    ['2/2', 'Tails'],
    ['3/3', 'Its edge'],
  ] as const) {
    await chat.regenerate.click()
    await answerNext(model, words)
    await chat.expectAnswer(words)
    await chat.expectIdle()
    await expect(chat.versionsOf(chat.lastAnswer).root).toContainText(count)
  }
  const versions = chat.versionsOf(chat.lastAnswer)

  await test.step('all of them are reached by keyboard', async () => {
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

  await test.step('and the server is told the one that is shown', async () => {
    await chat.ask('Again')
    const again = await model.asked()
    expect(again.question.messages?.map(({ content }) => content)).toEqual([
      'Heads or tails?',
      'Tails',
      'Again',
    ])
    again.end()
  })
})

test('while an answer streams no other branch is opened, and it is said why', async ({
  chat,
  model,
}) => {
  await talk(chat, model, 'Heads or tails?', 'Heads')
  await chat.regenerate.click()
  const second = await model.asked()
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

test('what came of an answer before a retry stays beside the new one', async ({ chat, model }) => {
  await chat.ask('Count')
  const first = await model.asked()
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
  test('is left by Escape: nothing changed, and the focus is where it was', async ({
    chat,
    model,
  }) => {
    await talk(chat, model, 'About cats', 'Cats sleep')
    await chat.edit()
    await chat.editor.fill('About dogs')
    await chat.editor.press('Escape')
    await expect(chat.editor).toBeHidden()
    await expect(chat.questions).toContainText('About cats')
    await expect(chat.questions.getByRole('button', { name: 'Edit' })).toBeFocused()
  })

  test('does not stop an answer by its Escape', async ({ chat, model }) => {
    await chat.ask('About cats')
    const answer = await model.asked()
    answer.say('Cats')
    await chat.edit()
    await chat.editor.press('Escape')
    answer.say(' sleep')
    answer.end()
    await chat.expectAnswer('Cats sleep')
  })

  test('sends nothing that an input method takes, and nothing empty', async ({ chat, model }) => {
    await talk(chat, model, 'About cats', 'Cats sleep')
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
    const asked = await model.asked()
    expect(asked.question.message).toBe('one\ntwo')
    asked.end()
  })
})

test.describe('in two tabs', () => {
  test('the other one sees the branch that is asked, and neither loses anything', async ({
    chat,
    context,
    model,
  }) => {
    await talk(chat, model, 'About cats', 'Cats sleep')
    const other = new ChatPage(await context.newPage())
    await other.open()
    await other.sidebar.chat('About cats').click()
    await other.expectAnswer('Cats sleep')

    await chat.edit()
    await chat.editor.fill('About dogs')
    await chat.editor.press('Enter')
    const dogs = await model.asked()
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

    await test.step('each may look at its own branch, and ask there', async () => {
      await other.versionsOf(other.questions.first()).previous.click()
      await other.expectAnswer('Cats sleep')
      await chat.expectAnswer('Dogs bark')
      await talk(other, model, 'And at night?', 'They hunt')
      await chat.expectAnswer('They hunt')
      await chat.versionsOf(chat.questions.first()).next.click()
      await chat.expectAnswer('Dogs bark')
    })
  })

  test('the other one goes on in the branch that was asked, when the one is closed', async ({
    chat,
    context,
    model,
    stubState,
  }) => {
    await talk(chat, model, 'Heads or tails?', 'Heads')
    const other = new ChatPage(await context.newPage())
    await other.open()
    await other.sidebar.chat('Heads').click()
    await other.expectAnswer('Heads')
    await chat.regenerate.click()
    const second = await model.asked()
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

test('a reload in mid-answer goes on in its branch, and the others are there', async ({
  chat,
  model,
  page,
  stubState,
}) => {
  await talk(chat, model, 'About cats', 'Cats sleep')
  await chat.edit()
  await chat.editor.fill('About dogs')
  await chat.editor.press('Enter')
  const dogs = await model.asked()
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

test('a chat that is deleted and brought back has all its branches', async ({
  chat,
  model,
  page,
}) => {
  await talk(chat, model, 'Heads or tails?', 'Heads')
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

test('a hit of the search in a branch that is not shown opens that branch', async ({
  chat,
  model,
}) => {
  await talk(chat, model, 'Heads or tails?', 'Heads')
  await chat.regenerate.click()
  await answerNext(model, 'Tails')
  await chat.expectAnswer('Tails')
  await chat.expectIdle()
  await chat.sidebar.newChat.click()
  await chat.sidebar.search.fill('Heads')
  await chat.sidebar.results.filter({ hasText: 'Assistant' }).click()
  await chat.expectAnswer('Heads')
})
