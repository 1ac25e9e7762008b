import { readFile } from 'node:fs/promises'
import type { Page, Request } from '@playwright/test'
import { test as testRenderer } from '../../attack/attackTest.ts'
import type { Attack } from '../../attack/attack.ts'
import { expect, test } from '../../support/fixtures.ts'
import { chinese } from '../../../src/stub-server/answers/chinese.ts'
import { code } from '../../../src/stub-server/answers/code.ts'
import { markdown } from '../../../src/stub-server/answers/markdown.ts'
import { table } from '../../../src/stub-server/answers/table.ts'

declare const attack: Attack

test.use({ manualAnswers: true, permissions: ['clipboard-read', 'clipboard-write'] })

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

const CODE = 'for (const a of [1]) {\n\tawait run(a) // 你好\n}'

test('a code block is copied as it was written, wrapped, and downloaded @main', async ({
  chat,
  model,
  page,
}) => {
  await chat.ask('Code')
  const answer = await model.nextAnswer()
  answer.say(`Here:\n\n\`\`\`ts\n${CODE}\n\`\`\`\n\nThat was it.`)
  answer.end()
  await chat.expectIdle()
  const block = chat.lastAnswer.getByRole('figure')
  await expect(block.getByText('ts', { exact: true })).toBeVisible()
  await expect(block.locator('.token-keyword').first()).toHaveText('for')

  await block.getByRole('button', { name: 'Copy code' }).click()
  await expect(block.getByText('Copied')).toBeVisible()
  expect(await clipboard(page)).toBe(CODE)

  const wrap = block.getByRole('button', { name: 'Wrap lines' })
  await wrap.press('Enter')
  await expect(wrap).toHaveAttribute('aria-pressed', 'true')
  await expect(block.locator('pre')).toHaveCSS('white-space-collapse', 'preserve')
  await expect(block.locator('pre')).toHaveCSS('text-wrap-mode', 'wrap')

  const saved = page.waitForEvent('download')
  await block.getByRole('button', { name: 'Download' }).click()
  const download = await saved
  expect(download.suggestedFilename()).toBe('code.ts')
  expect(await readFile(await download.path(), 'utf8')).toBe(`${CODE}\n`)
})

test('emphasis next to Chinese is emphasis, and prices are not formulas, during and after the stream', async ({
  chat,
  model,
}) => {
  await chat.ask('Money')
  const answer = await model.nextAnswer()
  answer.say('**注意：**它要 $5 and $6，而 $x^2$ 是公式。**完**')
  const expectDrawn = async () => {
    await expect(chat.lastAnswer.getByRole('strong')).toHaveText(['注意：', '完'])
    await expect(chat.lastAnswer).toContainText('注意：它要 $5 and $6，而')
    await expect(chat.lastAnswer.getByRole('math')).toHaveCount(1)
  }
  await expectDrawn()
  answer.end()
  await chat.expectIdle()
  await expectDrawn()
})

test('a table is copied as tab-separated values for a spreadsheet', async ({
  chat,
  model,
  page,
}) => {
  await chat.ask('A table')
  const answer = await model.nextAnswer()
  answer.say('| Name | Price |\n| :-- | --: |\n| **Tea** | $2 |\n| a \\| b | `3` |\n')
  answer.end()
  await chat.expectIdle()
  await chat.lastAnswer.getByRole('table').hover()
  await chat.lastAnswer.getByRole('button', { name: 'Copy table' }).click()
  await expect(chat.lastAnswer.getByText('Copied')).toBeVisible()
  expect(await clipboard(page)).toBe('Name\tPrice\nTea\t$2\na | b\t3')
})

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('an image from another host loads only on request, without a referrer', async ({
  chat,
  model,
  page,
}) => {
  const referrers: string[] = []
  await page.route('http://pictures.test/**', (route) => {
    referrers.push(route.request().headers()['referer'] ?? 'no referrer')
    return route.fulfill({
      contentType: 'image/png',
      body: PIXEL,
      headers: { 'access-control-allow-origin': '*' },
    })
  })
  await chat.ask('A picture')
  const answer = await model.nextAnswer()
  answer.say('![A fox](http://pictures.test/fox.png?secret=1)')
  answer.end()
  await chat.expectIdle()
  const load = chat.lastAnswer.getByRole('button', { name: 'Load image from pictures.test' })
  await expect(load).toBeVisible()
  expect(referrers).toEqual([])

  await load.press('Enter')
  const image = chat.lastAnswer.getByRole('img', { name: 'A fox' })
  await expect(image).toBeVisible()
  await expect(image).toBeFocused()
  expect(referrers).toEqual(['no referrer'])
})

test('an image that cannot be loaded says so, and links to its URL', async ({
  chat,
  model,
  page,
}) => {
  await page.route('http://pictures.test/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: 'no' }),
  )
  await chat.ask('A picture')
  const answer = await model.nextAnswer()
  answer.say('![A fox](http://pictures.test/fox.png)')
  answer.end()
  await chat.lastAnswer.getByRole('button', { name: 'Load image' }).click()
  await expect(chat.lastAnswer).toContainText('Couldn’t load the image.')
  await expect(chat.lastAnswer.getByRole('link')).toHaveAttribute(
    'href',
    'http://pictures.test/fox.png',
  )
})

test('the code for formulas and highlighting loads with the first block that needs it @main', async ({
  chat,
  model,
  page,
}) => {
  await chat.ask('Hello')
  const first = await model.nextAnswer()
  first.say('**Hello**')
  first.end()
  await expect(chat.lastAnswer.locator('strong'), 'the renderer has loaded').toBeVisible()

  const requested: string[] = []
  page.on('request', (request) => requested.push(new URL(request.url()).pathname))
  await chat.ask('Plain')
  const plain = await model.nextAnswer()
  plain.say('# Title\n\nIt is **$5**, or $10.\n\n```\nno language\n```\n')
  plain.end()
  await chat.expectIdle()
  // Parts that any answer may contain may still be loading.
  const parts = /ToolCall|SourceList|fieldsOf|linkedSource/
  const assets = requested.filter((path) => path.startsWith('/assets/') && !parts.test(path))
  expect(assets).toEqual([])

  await chat.ask('Not plain')
  const rich = await model.nextAnswer()
  rich.say('Mind $e^{i\\pi} + 1 = 0$ and\n\n```py\nreturn None\n```\n')
  rich.end()
  await expect(chat.lastAnswer.locator('math')).toHaveCount(1)
  await expect(chat.lastAnswer.locator('.token-keyword').first()).toHaveText('return')
  expect(requested.filter((path) => /katex.*\.js$/.test(path))).toHaveLength(1)
  expect(requested.filter((path) => /python.*\.js$/.test(path))).toHaveLength(1)
  expect(requested.filter((path) => /mermaid/.test(path))).toEqual([])
})

test('a selection in a finished block survives the rest of the stream', async ({
  chat,
  model,
  page,
}) => {
  await chat.ask('Say something')
  const answer = await model.nextAnswer()
  answer.say('Some **remarkable** words\n\nand a [late]')
  const word = chat.lastAnswer.getByText('remarkable')
  await word.dblclick()
  const selected = () => page.evaluate(() => getSelection()?.toString().trim())
  expect(await selected()).toBe('remarkable')

  for (const more of [' link', '.\n\n', '- one\n', '- two\n\n', '```js\nlet a', '\n```\n\n'])
    answer.say(more)
  answer.say('| a |\n|-|\n| 1 |\n\n[late]: https://late.example\n\nThe end')
  await expect(chat.lastAnswer.getByRole('link', { name: 'late' })).toBeVisible()
  await expect(chat.lastAnswer).toContainText('The end')
  expect(await selected()).toBe('remarkable')
  answer.end()
  await chat.expectIdle()
  expect(await selected()).toBe('remarkable')
})

test('an answer is not rendered while the page is hidden', async ({ chat, model, page }) => {
  await chat.ask('Say something')
  const answer = await model.nextAnswer()
  answer.say('Seen.')
  await chat.expectAnswer('Seen.')
  const setHidden = (isHidden: boolean) =>
    page.evaluate((isHidden) => {
      Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, isHidden)
  await setHidden(true)
  const drawn = await page.evaluateHandle(() => {
    const records: MutationRecord[] = []
    const target = document.querySelector('.stream-markdown')
    new MutationObserver((more) => records.push(...more)).observe(target as Element, {
      childList: true,
      characterData: true,
      subtree: true,
    })
    return records
  })
  answer.say(' **Unseen**')
  await page.waitForFunction(isInStore, '**Unseen**')
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  expect(await drawn.evaluate((records) => records.length)).toBe(0)

  await setHidden(false)
  await chat.expectAnswer('Seen. **Unseen**')
  answer.end()
  await chat.expectIdle()
})

interface MountPoint extends Element {
  __vue_app__?: { config: { globalProperties: { $pinia: { _s: Map<string, ChatsStore> } } } }
}

interface ChatsStore {
  active: { messages: unknown }
}

/** Returns whether the chat in the store contains a text, rendered or not. */
function isInStore(text: string): boolean {
  const app = document.querySelector<MountPoint>('#app')?.__vue_app__
  const store = app?.config.globalProperties.$pinia._s.get('chats')
  return JSON.stringify(store?.active.messages).includes(text)
}

const LATE = `A note[^1] and $a^2$, with a [late] link, and more.

$$
b = c
$$

- one
- two

[late]: https://late.example
[^1]: What was meant.`

testRenderer(
  'no node of a finished block is ever removed or replaced',
  async ({ page, openAttackPage }) => {
    await openAttackPage(true)
    const pending = new Set<Request>()
    page.on('request', (request) => pending.add(request))
    page.on('requestfinished', (request) => pending.delete(request))
    // Load the code for formulas and highlighting first.
    await page.evaluate(() => attack.stream('$x$\n\n```ts\nlet a\n```\n', 100))
    const result = await page.evaluate(async (text) => {
      const isFinished = (block: Element) =>
        block.nextElementSibling !== null || block.parentElement?.nextElementSibling !== null
      const nodesOf = (root: Element) => {
        const walker = document.createTreeWalker(
          root,
          NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
        )
        const nodes: Node[] = []
        for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node)
        return nodes
      }
      /** The nodes of each finished block, recorded when it was first finished. */
      const finished = new Map<Element, Node[]>()
      const lost = new Set<string>()
      for (let length = 1; length <= text.length; length++) {
        await attack.show(text.slice(0, length), length < text.length)
        for (const [block, nodes] of finished) {
          if (nodes.every((node) => block.contains(node))) continue
          lost.add(`${block.outerHTML.slice(0, 80)} at ${length}`)
          finished.delete(block)
        }
        for (const block of document.querySelectorAll('.stream-markdown-page > *'))
          if (isFinished(block) && !finished.has(block)) finished.set(block, nodesOf(block))
      }
      const isConnected = [...finished.keys()].every((block) => block.isConnected)
      return { blocks: finished.size, lost: [...lost], isConnected }
    }, [markdown, code, table, LATE, chinese].join('\n\n'))
    expect(result.lost).toEqual([])
    expect(result.isConnected).toBe(true)
    expect(result.blocks).toBeGreaterThan(20)
    // The server ends before the page does, which would see the load of a language break.
    await expect.poll(() => pending.size).toBe(0)
  },
)
