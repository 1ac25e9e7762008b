import { extractText, getDocumentProxy } from 'unpdf'
import type { Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import type { ChatPage } from '../../pages/ChatPage.ts'

/** Returns the text of each page of the PDF that the browser prints. */
async function textOfPdf(page: Page): Promise<readonly string[]> {
  const pdf = await page.pdf({ format: 'A4' })
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)))
  // A PDF has spaces for gaps, line ends for wrapped lines, and radicals instead of some characters.
  return text.map((text) => text.normalize('NFKC').replaceAll(/\s+/g, ' '))
}

/** Margins of the paper in points. A glyph may extend beyond its line by a fraction of one. */
const [TOP, SIDE] = [(16 / 25.4) * 72 - 1, (14 / 25.4) * 72 - 1]

/** Imports a long chat and opens it. */
async function openLongChat(
  chat: ChatPage,
  turns: number,
  answer: string,
  ...sources: readonly { readonly url: string; readonly title: string }[]
): Promise<void> {
  const messages = Array.from({ length: turns }, (_, turn) => [
    {
      id: `q${turn}`,
      role: 'user',
      parts: [{ type: 'text', text: `Question ${turn}, 第${turn}个问题?` }],
      createdAt: turn,
    },
    {
      id: `a${turn}`,
      role: 'assistant',
      parts: [
        { type: 'reasoning', text: 'Collapsed reasoning' },
        { type: 'text', text: answer.replaceAll('#N', `number ${turn}`) },
        ...sources.map((source) => ({ type: 'source', ...source })),
      ],
      createdAt: turn,
      outcome: 'complete',
    },
  ]).flat()
  const long = { id: 'long', title: 'A long chat', createdAt: 1, updatedAt: 1, draft: '', messages }
  await chat.settings.open()
  await chat.transfer.importOpener.click()
  await chat.transfer.choose(
    JSON.stringify({ format: 'vue-chat-stream', version: 1, exportedAt: '', chats: [long] }),
  )
  await chat.transfer.add.click()
  await chat.sidebar.chat('A long chat').click()
  await expect(chat.messages).toHaveCount(2 * turns)
}

const ANSWER = [
  '## A heading of #N',
  'A paragraph of #N that goes on for a while, so that it has more than one line. '.repeat(4),
  '段落 **第二**，关于打印的中文。',
  `\`\`\`js\nconst first = 1 // ${'and on '.repeat(40)}end of line #N\n\`\`\``,
  `| ${'A wide column | '.repeat(8)}\n|${' --- |'.repeat(8)}\n| ${'some words and more | '.repeat(8)}`,
  '$$\\sum_{i=1}^n i$$',
].join('\n\n')

test('print contains a long chat from its first message to its last, and nothing else', async ({
  chat,
  page,
}) => {
  test.slow()
  await openLongChat(chat, 40, ANSWER)
  const pages = await textOfPdf(page)
  const text = pages.join(' ')
  const has = (part: string) => text.includes(part)
  expect(pages.length).toBeGreaterThan(10)
  expect(pages[0]).toMatch(
    /^A long chat You Question 0, 第0个问题\? Assistant A heading of number 0/,
  )
  for (let turn = 0; turn < 40; turn += 1) {
    expect(has(`Question ${turn}, 第${turn}个问题?`), `question ${turn} is printed`).toBe(true)
    expect(has(`end of line number ${turn} `), `the code of answer ${turn} is not cut off`).toBe(
      true,
    )
  }
  expect(has('关于打印的中文')).toBe(true)
  for (const other of [
    'New chat',
    'Copy',
    'Reasoning',
    'Collapsed reasoning',
    'Ask anything',
    'to send',
  ]) {
    expect(has(other), other).toBe(false)
  }
})

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' })

  const PARAGRAPH = '流式回答一边生成一边显示，读者不必等到最后一个字。'.repeat(12)
  const CHINESE = [
    '## 第#N节：打印',
    `**重点：**${PARAGRAPH}（第#N段完）`,
    `\`\`\`js\n// ${'很长的注释没有空格'.repeat(12)}，注释#N完\n\`\`\``,
    `| ${'列名 | '.repeat(6)}\n|${' --- |'.repeat(6)}\n| ${'单元格里有不少文字 | '.repeat(5)}表#N完 |`,
    `> ${'引用也会换行，'.repeat(20)}引用#N完`,
  ].join('\n\n')

  test('print contains a chat from its first character to its last, within the margins', async ({
    chat,
    page,
  }) => {
    const TURNS = 12
    await openLongChat(chat, TURNS, CHINESE)
    const pdf = await getDocumentProxy(new Uint8Array(await page.pdf({ format: 'A4' })))
    const outside: unknown[] = []
    let text = ''
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const paper = await pdf.getPage(number)
      const { width, height } = paper.getViewport({ scale: 1 })
      for (const item of (await paper.getTextContent()).items) {
        if (!('str' in item) || item.str.trim() === '') continue
        text += item.str
        const [x, y] = [Number(item.transform[4]), Number(item.transform[5])]
        const isInside =
          x >= SIDE && x + item.width <= width - SIDE && y >= TOP && y + item.height <= height - TOP
        if (!isInside) outside.push({ number, x, y, item })
      }
    }
    expect(outside).toEqual([])
    // The PDF contains radicals instead of some characters, and lists the tables of each page last.
    const all = text.normalize('NFKC').replaceAll(/\s/g, '')
    const tables = all.match(/(?:列名){6}(?:单元格里有不少文字){5}表number\d+完/g) ?? []
    const remaining = tables.reduce((text, table) => text.replace(table, ''), all)
    expect(tables).toHaveLength(TURNS)
    expect(remaining.slice(0, 60)).toMatch(
      /^Alongchat你Question0,第0个问题\?助手第number0节:打印重点:流式回答/,
    )
    expect(remaining.slice(-11)).toBe('引用number11完')
    for (let turn = 0; turn < TURNS; turn += 1) {
      const parts = [
        `重点:${PARAGRAPH}（第number${turn}段完）`,
        `注释number${turn}完`,
        `引用number${turn}完`,
      ]
      const missing = parts.filter((part) => !remaining.includes(part.normalize('NFKC')))
      expect(missing, `answer ${turn} is printed completely`).toEqual([])
    }
  })
})

test('print shows the URLs of links and sources @main', async ({ chat, page }) => {
  const answer = [
    'See [the manual](https://queue.example/docs#first), https://queue.example/status and',
    '[a bank](https://bank.example@evil.test/).',
  ].join(' ')
  await openLongChat(chat, 1, answer, { url: 'https://source.example/page', title: 'A page' })
  const [text = ''] = await textOfPdf(page)
  const whole = text.replaceAll(' ', '')
  expect(whole).toContain(
    'themanual(https://queue.example/docs#first),https://queue.example/status',
  )
  expect(whole, 'the URL is not repeated').toContain('/statusand')
  expect(whole).toContain('abank(evil.test)')
  expect(whole).toContain('Apagehttps://source.example/page')
  expect(whole).not.toContain('source.exampleh')
})

test('print contains no scroll container, and nothing wider than the paper', async ({
  chat,
  page,
}) => {
  await openLongChat(chat, 3, ANSWER)
  await page.setViewportSize({ width: 700, height: 900 })
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  const cut = await chat.log.evaluate((log) =>
    [log, ...log.querySelectorAll('*')]
      .filter((element) => {
        const { overflowX, overflowY, contentVisibility } = getComputedStyle(element)
        const isCut = [overflowX, overflowY].some((overflow) => /auto|scroll/.test(overflow))
        return isCut || contentVisibility !== 'visible'
      })
      .map((element) => element.outerHTML.slice(0, 100)),
  )
  expect(cut).toEqual([])
  const widths = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  expect(widths[0]).toBe(widths[1])
  const colors = await chat.log.evaluate((log) => getComputedStyle(log).color)
  expect(colors, 'dark on white in every theme').toBe('rgb(29, 28, 25)')
})

test('Print renders the diagrams first, and restores the page afterwards', async ({
  chat,
  page,
}) => {
  await page.addInitScript(() => {
    globalThis.print = () => {
      const state = [document.documentElement.dataset['theme'], document.images.length]
      document.title = JSON.stringify(state)
      dispatchEvent(new Event('afterprint'))
    }
  })
  await page.reload()
  const diagram = '```mermaid\nflowchart LR\n  A --> B\n```'
  await openLongChat(chat, 2, `${diagram}\n\n${'A line.\n\n'.repeat(120)}`)
  await chat.transfer.exportOpener.click()
  await page.getByRole('button', { name: 'Print or save as PDF' }).click()
  await expect(chat.transfer.exportDialog).toBeHidden()
  await expect(page).toHaveTitle('["light",2]')
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', 'light')
})
