import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '../../support/fixtures.ts'
import { choose, dispatchTransfer, image, notes } from '../../pages/attachments.ts'

test('attached files survive reloads, are sent, shown, changed and sent again', async ({
  page,
  chat,
  server,
}) => {
  test.slow()
  await page.evaluate((url) => {
    localStorage.setItem('vue-chat-stream:server', 'openai')
    localStorage.setItem('vue-chat-stream:apiAddresses', JSON.stringify({ openai: url }))
    localStorage.setItem('vue-chat-stream:apiModels', JSON.stringify({ openai: 'stub' }))
  }, `${server.url}/v1`)
  await page.reload()
  const files = page.getByRole('list', { name: 'Attached files' }).getByRole('listitem')
  const music = { name: 'music.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from([0x49, 4, 0]) }

  await test.step('with the button, except for files that are neither image nor text', async () => {
    await choose(chat.attach, image, notes, music)
    await expect(files).toHaveText([/dot\.png/, /notes\.md/])
    await expect(page.getByRole('alert')).toContainText('Can’t attach “music.mp3”')
    await expect(chat.announcement).toHaveText('Attached dot.png and notes.md')
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  })

  await test.step('by paste and by drop', async () => {
    await dispatchTransfer(chat.composer, 'paste', { ...image, name: 'pasted.png' })
    await expect(files).toHaveCount(3)
    await dispatchTransfer(chat.log, 'dragenter', image)
    await expect(page.getByText('Drop files here to attach them')).toBeVisible()
    await dispatchTransfer(chat.log, 'drop', { ...image, name: 'dropped.png' })
    await expect(page.getByText('Drop files here to attach them')).toBeHidden()
    await expect(files).toHaveCount(4)
  })

  await test.step('they are removed by keyboard', async () => {
    await page.getByRole('button', { name: 'Remove “pasted.png”' }).press('Enter')
    await expect(page.getByRole('button', { name: 'Remove “dropped.png”' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Remove “notes.md”' })).toBeFocused()
    await expect(files).toHaveCount(2)
  })

  await test.step('they survive a reload, and can be sent without text', async () => {
    await page.reload()
    await expect(files).toHaveText([/dot\.png/, /notes\.md/])
    const sent = page.waitForRequest('**/v1/chat/completions')
    await chat.composer.press('Enter')
    const { messages } = (await sent).postDataJSON()
    const url = `data:image/png;base64,${image.buffer.toString('base64')}`
    expect(messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url } },
          { type: 'text', text: 'notes.md:\n\n# Notes\n' },
        ],
      },
    ])
    await chat.expectIdle()
    await expect(files).toHaveCount(0)
  })

  await test.step('the question shows them, also after a reload', async () => {
    await page.reload()
    await expect(files).toHaveCount(0)
    await expect(chat.sidebar.chat('dot.png')).toBeVisible()
    const thumbnail = chat.questions.getByRole('button', { name: 'Open “dot.png”' })
    const width = () =>
      thumbnail.getByRole('img').evaluate((image: HTMLImageElement) => image.naturalWidth)
    await expect.poll(width).toBe(1)
    await page.emulateMedia({ media: 'print' })
    await expect(thumbnail, 'on paper').toBeVisible()
    await page.emulateMedia({ media: 'screen' })
    await thumbnail.click()
    const dialog = page.getByRole('dialog', { name: 'dot.png' })
    await expect(dialog.getByRole('img', { name: 'dot.png' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(thumbnail).toBeFocused()
    await chat.questions.getByRole('button', { name: 'Open “notes.md”' }).click()
    await expect(page.getByRole('region', { name: 'notes.md' })).toHaveText('# Notes')
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.keyboard.press('Escape')
  })

  await test.step('the edited question is sent without one of them', async () => {
    await chat.edit()
    await chat.questions.getByRole('button', { name: 'Remove “dot.png”' }).click()
    await chat.editor.fill('Sum it up')
    const sent = page.waitForRequest('**/v1/chat/completions')
    await chat.editor.press('Enter')
    const { messages } = (await sent).postDataJSON()
    expect(messages[0].content.map(({ text }: { text: string }) => text)).toEqual([
      'Sum it up',
      'notes.md:\n\n# Notes\n',
    ])
    await chat.expectIdle()
    await expect(chat.versionsOf(chat.questions).root).toBeVisible()
  })
})

test('a server for text only receives a text file as text, and no image @main', async ({
  page,
  chat,
}) => {
  test.slow()
  const files = page.getByRole('list', { name: 'Attached files' }).getByRole('listitem')
  await dispatchTransfer(chat.log, 'drop', image)
  await expect(page.getByRole('alert')).toContainText('This server doesn’t accept images')
  await chat.composer.fill('What is it?')
  await chat.composer.press('Enter')
  await expect(chat.messages).toHaveCount(0)
  await expect(chat.composer).toHaveValue('What is it?')
  await page.getByRole('button', { name: 'Remove “dot.png”' }).click()
  await expect(chat.composer).toBeFocused()

  const long = 'A long line.\n'.repeat(400)
  await chat.composer.fill('Sum  up')
  for (let step = 0; step < 3; step += 1) await chat.composer.press('ArrowLeft')
  await dispatchTransfer(chat.composer, 'paste', long)
  await expect(files).toHaveText([/Pasted text\.txt/])
  await expect(chat.announcement).toHaveText(/was attached as a file/)
  await page.getByRole('button', { name: 'Paste “Pasted text.txt” as text instead' }).click()
  await expect(chat.composer).toHaveValue(`Sum ${long} up`)
  await expect(chat.composer).toBeFocused()

  await chat.composer.fill('Sum up')
  await dispatchTransfer(chat.composer, 'paste', long)
  await expect(files).toHaveCount(1)
  const sent = page.waitForRequest('**/init')
  await chat.composer.press('Enter')
  expect((await sent).postDataJSON().message).toBe(
    `Sum up\n\nPasted text.txt:\n\n\`\`\`\n${long}\`\`\``,
  )
  await expect(chat.questions.getByRole('button', { name: /Pasted text/ })).toBeVisible()
  await chat.expectIdle()
})
