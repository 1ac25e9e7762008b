import type { Locator, Page } from '@playwright/test'
import { answerNext } from '../../support/answerNext.ts'
import { expect, test as base } from '../../support/fixtures.ts'
import { listenLikeScreenReader, type ScreenReader } from '../../support/screenReader.ts'
import { mainIf } from '../../support/mainPath.ts'

const test = base.extend<{ reader: ScreenReader }>({
  reader: async ({ page }, use) => {
    const reader = await listenLikeScreenReader(page)
    await use(reader)
    expect(await reader.missed(), 'A screen reader misses no text').toEqual([])
  },
  // The screen reader must listenLikeScreenReader before the page is opened.
  chat: async ({ reader, chat }, use) => {
    void reader
    await use(chat)
  },
})

test.use({ manualAnswers: true, permissions: ['clipboard-read', 'clipboard-write'] })

/** Returns the text that a user sees. */
const visibleText = async (text: Locator) => (await text.innerText()).trim()

/** Expects that the screen reader spoke each of these texts exactly once. */
async function expectHeard(reader: ScreenReader, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    expect(text.replace('!', '')).not.toBe('')
    await expect
      .poll(async () => (await reader.heard()).filter((one) => one === text), { message: text })
      .toEqual([text])
  }
}

/** Returns the roles and names in Chromium's accessibility tree, without ignored nodes. */
async function rolesOf(page: Page): Promise<{ exposed: string[]; names: string[] }> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  const exposed = nodes.filter(({ ignored }) => !ignored)
  return {
    exposed: exposed.map(({ role }) => String(role?.value)),
    names: exposed.map(({ name }) => String(name?.value)),
  }
}

test('a screen reader speaks as much of an answer as the setting asks for @main', async ({
  chat,
  model,
  page,
  reader,
}) => {
  const start = 'The **first** one. The second one.'
  const whole = `${start} The end`

  await test.step('by default: that the answer starts and ends', async () => {
    await chat.ask('Hello')
    const answer = await model.nextAnswer()
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
      - status:
        - paragraph: Answering…
      - alert
    `)
    await expect(chat.log).toHaveAttribute('aria-live', 'off')
    answer.say(' The end')
    answer.end()
    await chat.expectIdle()
    const done = `Answer complete, ${whole.length} characters`
    expect(await reader.heard()).toEqual(['Answering…', done])
  })

  await test.step('sentence by sentence', async () => {
    await chat.settings.open()
    await chat.settings.announce.selectOption('Sentence by sentence')
    await page.keyboard.press('Escape')
    const before = (await reader.heard()).length
    await chat.ask('Once more')
    const answer = await model.nextAnswer()
    answer.say(start)
    await expect.poll(reader.heard).toContain('The first one.')
    answer.say(' The end')
    answer.end()
    // The status is announced between them; its position varies.
    const sentences = async () =>
      (await reader.heard()).slice(before).filter((text) => !text.startsWith('Answer'))
    await expect.poll(sentences).toEqual(['The first one.', 'The second one.', 'The end'])
  })
})

for (const locale of ['en-US', 'zh-CN']) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale })

    test(`a failure is spoken once, and not again when its chat is opened${mainIf(locale === 'en-US')}`, async ({
      chat,
      model,
      page,
      reader,
    }) => {
      await chat.ask('Hello')
      const answer = await model.nextAnswer()
      answer.say('Hel')
      answer.fail('The weights melted')
      await expect(chat.alert).toBeVisible()
      const error = await visibleText(chat.alert.getByRole('paragraph').first())
      await expectHeard(reader, `!${error}`)
      await expect.poll(async () => (await reader.heard()).length).toBe(3)

      await test.step('in this page', async () => {
        await chat.sidebar.newChat.click()
        await expect(chat.alert).toBeHidden()
        await chat.sidebar.chat('Hello').click()
        await expect(chat.alert).toBeVisible()
        await chat.composer.press('Enter')
        // The refusal is announced after everything that opening the chat would announce.
        await expect.poll(async () => (await reader.heard()).length).toBe(4)
        expect((await reader.heard()).filter((text) => text === `!${error}`)).toHaveLength(1)
        expect(await reader.missed()).toEqual([])
      })

      await test.step('after a reload', async () => {
        await page.reload()
        await expect(chat.alert).toBeVisible()
        await chat.composer.press('Enter')
        await expect.poll(async () => (await reader.heard()).length).toBe(1)
        expect(await reader.heard()).not.toContain(`!${error}`)
      })
    })

    test('confirmations are spoken once, each time', async ({ chat, model, page, reader }) => {
      await chat.ask('Hello')
      await answerNext(model, '```js\n1\n```')
      await chat.expectIdle()
      const heardBefore = async (count: number) => (await reader.heard()).slice(count)

      await test.step('Copy, twice', async () => {
        const { length } = await reader.heard()
        await chat.copy.click()
        await chat.copy.click()
        const expected = await visibleText(
          chat.copy.locator('xpath=following-sibling::span').first(),
        )
        await expect.poll(() => heardBefore(length)).toEqual([expected, expected])
      })

      await test.step('the copy button of a code block', async () => {
        const { length } = await reader.heard()
        const block = chat.lastAnswer.getByRole('figure')
        await block.getByRole('button').last().click()
        const expected = await visibleText(block.locator('.result'))
        await expect.poll(() => heardBefore(length)).toEqual([expected])
      })

      await test.step('an empty question', async () => {
        const { length } = await reader.heard()
        await chat.composer.press('Enter')
        await chat.composer.press('Enter')
        const expected = await chat.composer.evaluate((field) => {
          const id = field.getAttribute('aria-describedby') ?? ''
          return document.getElementById(id)?.textContent.trim()
        })
        await expect.poll(() => heardBefore(length)).toEqual([expected, expected])
      })

      await test.step('find, and search', async () => {
        const { length } = await reader.heard()
        await page.keyboard.press('Control+Shift+F')
        await chat.find.field.fill('1')
        await expect.poll(async () => (await heardBefore(length)).length).toBe(1)
        await page.keyboard.press('Escape')
        await chat.sidebar.search.fill('Hello')
        await expect(chat.sidebar.results).toHaveCount(1)
        await expect.poll(async () => (await heardBefore(length)).length).toBe(2)
        await chat.sidebar.search.fill('Hell')
        await expect.poll(async () => (await heardBefore(length)).length).toBe(3)
        const [, hello, hell] = await heardBefore(length)
        expect(hell, 'the same result of another query').toBe(hello)
        await chat.sidebar.search.fill('')
      })

      await test.step('Undo, for a turn and for a chat', async () => {
        const { length } = await reader.heard()
        const toast = chat.sidebar.undo.locator('..').getByRole('paragraph')
        await chat.questions
          .getByRole('button', { name: chat.names.removeTurn, exact: true })
          .click()
        const turn = await visibleText(toast)
        await chat.sidebar.undo.click()
        await expect(chat.questions).toHaveCount(1)
        await chat.sidebar.remove('Hello')
        await expect.poll(async () => (await heardBefore(length)).length).toBe(2)
        expect(await heardBefore(length)).toEqual([turn, await visibleText(toast)])
      })
    })

    test('announcements are spoken while a dialog is open', async ({
      chat,
      model,
      page,
      reader,
    }) => {
      await chat.ask('Hello')
      await answerNext(model, 'Hello!')
      await chat.expectIdle()
      await chat.settings.open()
      // Start after the dialog was loaded, because a slow load is announced.
      const start = (await reader.heard()).length
      const since = async (count: number) => (await reader.heard()).slice(start + count)
      const settings = chat.settings.root

      await test.step('the dialog hides the page but not the live regions', async () => {
        const { exposed, names } = await rolesOf(page)
        expect(exposed).toContain('dialog')
        expect(names).not.toContain(chat.names.newChat)
        expect(exposed).not.toContain('log')
        expect(exposed.filter((role) => role === 'status' || role === 'alert')).toEqual([
          'status',
          'alert',
        ])
      })

      await test.step('a refused URL', async () => {
        const former = await chat.settings.serverUrl.inputValue()
        await chat.settings.serverUrl.fill('javascript:alert(1)')
        await chat.settings.serverUrl.press('Enter')
        await chat.settings.serverUrl.press('Tab')
        await expect(chat.settings.serverUrl).toHaveAttribute('aria-invalid', 'true')
        const note = chat.settings.serverUrl.locator('xpath=following-sibling::p')
        await expect.poll(() => since(0)).toEqual([await visibleText(note)])
        await chat.settings.serverUrl.fill(former)
        await chat.settings.serverUrl.press('Tab')
      })

      await test.step('a connection test', async () => {
        await settings.getByRole('button', { name: chat.names.testConnection, exact: true }).click()
        await answerNext(model, 'Fine')
        await expect.poll(async () => (await since(1)).length).toBe(2)
        const [, result] = await since(1)
        const [verdict] = (result ?? '').split('\n')
        await expect(settings.getByText(verdict ?? '', { exact: true })).toBeVisible()
      })

      const file = await test.step('an export, twice', async () => {
        const { name, text } = await chat.transfer.save(chat.transfer.exportAllJson)
        await chat.transfer.save(chat.transfer.exportAllJson)
        await expect.poll(async () => (await since(3)).length).toBe(2)
        expect((await since(3))[0]).toContain(name)
        return text
      })

      await test.step('an import, in a dialog over the dialog', async () => {
        await chat.transfer.importOpener.click()
        await chat.transfer.choose('{}')
        await expect.poll(async () => (await since(5)).length).toBe(1)
        const [refusal] = await since(5)
        await expect(chat.transfer.importDialog.getByText(refusal ?? '')).toBeVisible()
        await chat.transfer.choose(
          file.replaceAll('Hello', 'Bonjour').replaceAll('"id":"', '"id":"x'),
        )
        await expect.poll(async () => (await since(6)).length).toBe(1)
        const [preview = ''] = await since(6)
        for (const count of await chat.transfer.rows.allInnerTexts()) {
          expect(preview).toContain(`: ${count}`)
        }
      })

      await test.step('a finished import', async () => {
        await chat.transfer.add.click()
        await expect(settings).toBeHidden()
        const toast = chat.sidebar.undo.locator('..').getByRole('paragraph')
        await expect.poll(() => since(7)).toEqual([await visibleText(toast)])
      })

      if (locale === 'zh-CN') {
        const spoken = await since(0)
        expect(spoken.filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([])
      }
    })
  })
}
