import type { Page } from '@playwright/test'
import { test } from '../../attack/attackTest.ts'
import type { Attack } from '../../attack/attack.ts'
import { FRAME_VIOLATION } from '../../attack/frameViolation.ts'
import { diagrams } from '../../attack/vectors/diagrams.ts'
import { expect } from '../../support/fixtures.ts'

declare const attack: Attack

const draw = (page: Page, source: string) =>
  page.evaluate((source) => attack.draw(source, { dark: false }), source)

/** Shows a drawing as the app does, and returns its natural size. */
const show = (page: Page, svg: string) =>
  page.evaluate(async (svg) => {
    const image = new Image()
    image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
    document.body.append(image)
    await image.decode()
    return { width: image.naturalWidth, height: image.naturalHeight }
  }, svg)

const KINDS: Readonly<Record<string, string>> = {
  flowchart: 'flowchart LR\n  A[Start] --> B{Whole?}\n  B -- yes --> C((End))\n  B -- no --> A',
  'flowchart with breaks': 'flowchart TD\n  A["one<br>two & three"] --> B["`**bold**`"]',
  sequence: 'sequenceDiagram\n  Alice->>Bob: Hello\n  Note over Bob: thinks\n  Bob-->>Alice: Hi',
  class: 'classDiagram\n  Animal <|-- Duck\n  Animal : +int age\n  Duck : +swim()',
  state: 'stateDiagram-v2\n  [*] --> Still\n  Still --> Moving\n  Moving --> [*]',
  entities: 'erDiagram\n  CUSTOMER ||--o{ ORDER : places\n  ORDER { string id }',
  gantt: 'gantt\n  dateFormat YYYY-MM-DD\n  section One\n  Task :a1, 2026-01-01, 3d',
  pie: 'pie title Pets\n  "Dogs" : 386\n  "Cats" : 85',
  mindmap: 'mindmap\n  root((mind))\n    one\n    two',
  journey: 'journey\n  title My day\n  section Work\n    Tea: 5: Me',
  'git graph': 'gitGraph\n  commit\n  branch develop\n  commit\n  checkout main\n  merge develop',
  timeline: 'timeline\n  title History\n  2002 : LinkedIn\n  2004 : Facebook',
  quadrants: 'quadrantChart\n  x-axis Low --> High\n  y-axis Low --> High\n  A: [0.3, 0.6]',
  chart: 'xychart-beta\n  x-axis [jan, feb]\n  bar [5, 6]',
  kanban: 'kanban\n  todo[Todo]\n    a[Write]',
  Chinese: 'flowchart LR\n  甲[开始] --> 乙[结束]',
}

test('the frame loads with the first diagram, and only once', async ({ page, openAttackPage }) => {
  const requested: string[] = []
  page.on('request', (request) => requested.push(new URL(request.url()).pathname))
  const requestedForDiagrams = () => requested.filter((path) => /diagram|mermaid|frame/.test(path))
  await openAttackPage(true)
  await page.evaluate(() => attack.show('# Title\n\n```js\nlet a\n```\n\n```mermaid\npie', true))
  expect(requestedForDiagrams()).toEqual([])

  await draw(page, 'pie\n"a": 1')
  await draw(page, 'pie\n"b": 1')
  expect(requestedForDiagrams()).toEqual(['/diagram/index.html'])
})

test.describe('in a chat', () => {
  test.use({ manualAnswers: true })

  test('a diagram appears when its fence closes @main', async ({ chat, model, page }) => {
    await chat.ask('Draw')
    const answer = await model.nextAnswer()
    answer.say('Here:\n\n```mermaid\nflowchart LR\n  A --> B\n')
    const diagram = chat.lastAnswer.getByRole('img', { name: 'Diagram' })
    await expect(chat.lastAnswer).toContainText('A --> B')
    await expect(diagram).toHaveCount(0)
    expect(page.frames()).toHaveLength(1)

    answer.say('```\n\nThat was it.')
    await expect(diagram).toBeVisible()
    expect((await diagram.boundingBox())?.width).toBeGreaterThan(100)
    answer.end()
    await chat.expectIdle()
    await expect(diagram).toBeVisible()
  })

  test('an invalid diagram keeps its source, and shows the error', async ({ chat, model }) => {
    await chat.ask('Draw')
    const answer = await model.nextAnswer()
    answer.say('```mermaid\nflowchart LR\n  A[ -->\n```')
    answer.end()
    await expect(chat.lastAnswer.getByRole('note')).toContainText('Parse error')
    await expect(chat.lastAnswer.getByRole('figure')).toContainText('A[ -->')
    await expect(chat.lastAnswer.getByRole('img')).toHaveCount(0)
  })
})

test('an invalid diagram reports the line of the error, and the next one is drawn', async ({
  page,
  openAttackPage,
}) => {
  await openAttackPage(true)
  await expect(draw(page, 'flowchart LR\n  A[ -->')).rejects.toThrow('Parse error on line')
  await expect(draw(page, 'no such thing')).rejects.toThrow('No diagram type detected')
  expect(await draw(page, 'pie\n"a": 1')).toContain('<svg')
})

test('a frame that hangs does not block the page, and is replaced', async ({
  page,
  openAttackPage,
}) => {
  await openAttackPage(true)
  const hangs = "parent.postMessage({ type: 'ready' }, '*'); onmessage = () => { for (;;); }"
  await page.route('**/diagram/index.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<script>${hangs}</script>` }),
  )
  const failure = expect(draw(page, 'pie\n"a": 1')).rejects.toThrow('took too long')
  // If the frame blocked the page, this timer would never end.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)))
  await failure

  await page.unroute('**/diagram/index.html')
  expect(await draw(page, 'pie\n"a": 1')).toContain('<svg')
})

test.describe('the sandboxed frame', () => {
  // Each blocked attempt is reported on the console.
  const others = /Fetch API cannot load|Unsafe attempt to initiate navigation/
  test.use({ expectedTrouble: new RegExp(`${FRAME_VIOLATION.source}|${others.source}`) })

  test('reaches neither the app nor the network @main', async ({ page, openAttackPage }) => {
    const { requests } = await openAttackPage(false)
    await draw(page, 'pie\n"a": 1')
    const frame = page.frames().find((each) => each.url().includes('/diagram/'))
    const tries = await frame?.evaluate(async () => {
      const tried = async (name: string, reach: () => unknown) => {
        try {
          await reach()
          return name
        } catch {
          return undefined
        }
      }
      const loaded = (image: HTMLImageElement) =>
        new Promise((resolve, reject) => Object.assign(image, { onload: resolve, onerror: reject }))
      return Promise.all([
        tried('document', () => parent.document.title),
        tried('storage', () => localStorage.length),
        tried('cookie', () => document.cookie),
        tried('top', () => void (parent.location.href = 'http://canary.test/top')),
        tried('fetch', () => fetch('http://canary.test/fetch')),
        tried('own server', () => fetch('../__stub/state')),
        tried('image', () => loaded(Object.assign(new Image(), { src: 'http://canary.test/i' }))),
      ])
    })
    expect(tries?.filter(Boolean)).toEqual([])
    expect(requests).toEqual([])
  })

  test('hostile diagrams run nothing and request nothing', async ({ page, openAttackPage }) => {
    const activity = await openAttackPage(true)
    let drawn = 0
    for (const [name, text] of Object.entries(diagrams)) {
      const source = text.split('\n').slice(1, -1).join('\n')
      // Mermaid rejects some of them as invalid, so they are harmless.
      const svg = await draw(page, source).catch(() => undefined)
      if (svg === undefined) continue
      drawn++
      await show(page, svg)
      expect
        .soft(svg, name)
        .not.toMatch(/<script|<img|<iframe|\son\w+\s*=|javascript:|@import|url\((?!#)/i)
    }
    expect(drawn).toBeGreaterThan(10)
    expect(await page.evaluate(() => attack.executions)).toEqual([])
    expect(activity).toEqual({ requests: [], navigations: [] })
  })
})

for (const [kind, source] of Object.entries(KINDS)) {
  test(`a diagram is drawn as an image: ${kind}`, async ({ page, openAttackPage }) => {
    const { requests } = await openAttackPage(true)
    const svg = await draw(page, source)
    const { width, height } = await show(page, svg)
    expect(width).toBeGreaterThan(40)
    expect(height).toBeGreaterThan(40)
    expect(svg).toMatch(new RegExp(`^<svg [^>]*\\bwidth="${width}"`))
    expect(requests).toEqual([])
  })
}
