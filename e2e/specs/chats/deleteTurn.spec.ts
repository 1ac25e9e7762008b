import { expect, test } from '../../support/fixtures.ts'

test.use({ manualAnswers: true, viewport: { width: 900, height: 500 } })

test('deleting a turn survives a reload, and Undo restores it @main', async ({
  chat,
  context,
  model,
  page,
}) => {
  const remove = (question: string) =>
    chat.questions
      .filter({ hasText: question })
      .getByRole('button', { name: chat.names.removeTurn, exact: true })
  const shown = (...texts: string[]) => expect(chat.messages).toContainText(texts)

  for (const name of ['cats', 'dogs', 'owls']) {
    await chat.ask(`About ${name}`)
    const answer = await model.nextAnswer()
    answer.say(`All of ${name}`)
    answer.end()
    await chat.expectAnswer(`All of ${name}`)
    await chat.expectIdle()
  }

  await test.step('one in the middle, by keyboard, without losing the focus', async () => {
    await remove('dogs').focus()
    await page.keyboard.press('Enter')
    await shown('About cats', 'All of cats', 'About owls', 'All of owls')
    await expect(chat.messages).toHaveCount(4)
    await expect(chat.composer).toBeFocused()
    await expect(chat.appRoot.getByText('Message and answer deleted')).toBeVisible()
  })

  const other = await context.newPage()
  await test.step('another tab shows the same', async () => {
    await other.goto(page.url())
    await other.getByRole('button', { name: 'About cats', exact: true }).click()
    await expect(other.getByRole('article')).toHaveCount(4)
  })

  await test.step('Undo restores it in its place, in both tabs', async () => {
    await chat.sidebar.undo.click()
    await shown('About cats', 'All of cats', 'About dogs', 'All of dogs', 'About owls')
    await expect(chat.messages).toHaveCount(6)
    await expect(other.getByRole('article')).toHaveCount(6)
    await expect(other.getByRole('article').nth(2)).toContainText('About dogs')
  })

  await test.step('the request and a reloaded page contain only the remaining turns', async () => {
    await remove('owls').click()
    await expect(chat.messages).toHaveCount(4)
    await expect(chat.lastAnswer, 'the view is not empty').toBeInViewport()
    await remove('cats').click()
    await expect(chat.messages).toHaveCount(2)
    await page.reload()
    await shown('About dogs', 'All of dogs')
    await expect(chat.messages).toHaveCount(2)
    await chat.ask('And foxes')
    const answer = await model.nextAnswer()
    expect(answer.question.messages.map(({ content }) => content)).toEqual([
      'About dogs',
      'All of dogs',
      'And foxes',
    ])
    answer.say('All of')
    await chat.expectAnswer('All of')
    await remove('dogs').click()
    await expect(chat.appRoot.getByText('Wait for the answer to finish, or stop it.')).toBeVisible()
    await expect(chat.messages).toHaveCount(4)
    answer.end()
  })
})
