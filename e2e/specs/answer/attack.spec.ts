import type { Page } from '@playwright/test'
import { test, type PageActivity } from '../../attack/attackTest.ts'
import type { Attack } from '../../attack/attack.ts'
import { attackVectors } from '../../attack/attackVectors.ts'
import { expect } from '../../support/fixtures.ts'
import { FRAME_VIOLATION } from '../../attack/frameViolation.ts'
import { repetitions } from '../../support/soak.ts'
import { mainIf } from '../../support/mainPath.ts'

declare const attack: Attack

/** Texts up to this length are cut at every position. Longer ones repeat themselves, so `CUTS` positions are enough. */
const CUT_EVERYWHERE = 1000
const CUTS = 100

const stepOf = ({ length }: string) => (length <= CUT_EVERYWHERE ? 1 : Math.ceil(length / CUTS))

/** A policy hides faults and causes none, so texts under it are cut at every position only in soaks. */
const POLICY_STEP_FACTOR = repetitions(1, 6)

/** These take much longer than the others, so only `npm run test:thorough` tries them. */
const SLOW_KINDS = ['diagrams', 'formulas', 'schemes of links', 'size']

const attackWith = (page: Page, text: string, factor: number) =>
  page.evaluate(([text, step]) => attack.stream(text, step), [text, stepOf(text) * factor] as const)

function expectNoActivity({ requests, navigations }: PageActivity): void {
  expect.soft(requests, 'The answer causes no request').toEqual([])
  expect.soft(navigations, 'The answer does not navigate').toEqual([])
}

for (const hasPolicy of [true, false]) {
  test.describe(hasPolicy ? 'with the policy of the app' : 'without a policy', () => {
    // The frame's own policy blocks what hostile diagrams try, and reports it.
    test.use({ expectedTrouble: FRAME_VIOLATION })

    for (const [kind, vectors] of Object.entries(attackVectors)) {
      test(`${kind} do nothing, at any cut of the stream${hasPolicy ? ' @soak' : ''}${mainIf(hasPolicy && !SLOW_KINDS.includes(kind))}`, async ({
        page,
        openAttackPage,
      }) => {
        test.slow()
        const activity = await openAttackPage(hasPolicy)
        const faults: string[] = []
        let states = 0
        for (const [name, text] of Object.entries(vectors)) {
          const report = await attackWith(page, text, hasPolicy ? POLICY_STEP_FACTOR : 1)
          states += report.states
          faults.push(...report.faults.map((fault) => `${name}: ${fault}`))
        }
        expect.soft(faults).toEqual([])
        expectNoActivity(activity)
        test.info().annotations.push({ type: 'states', description: String(states) })
      })
    }
  })
}

test.describe('a violation of the policy by the page itself', () => {
  test.use({ expectedTrouble: FRAME_VIOLATION })

  test.fail('fails its test', async ({ page, openAttackPage }) => {
    await openAttackPage(true)
    await page.evaluate(() => document.body.setAttribute('style', 'color: red'))
  })
})

const HARMLESS = `
[link](http://canary.test/) and $x^2$ and ![picture](http://canary.test/a.png)

| table |
|-|
| cell |

\`\`\`mermaid
flowchart LR
  A --> B
\`\`\`

\`\`\`js
const colored = true
\`\`\`
`

test('harmless content of the same kinds is rendered', async ({ page, openAttackPage }) => {
  const activity = await openAttackPage(true)
  const report = await page.evaluate((text) => attack.stream(text, 1), HARMLESS)
  expect(report.faults).toEqual([])
  expect(report.states).toBeGreaterThan(HARMLESS.length)
  // Render it again, because the buttons have been clicked.
  await page.evaluate(async (text) => {
    await attack.show('', false)
    await attack.show(text, false)
  }, HARMLESS)
  await expect(page.getByRole('link', { name: 'link' })).toBeVisible()
  await expect(page.getByRole('math')).toBeAttached()
  await expect(page.getByRole('button', { name: 'Load canary.test' })).toBeVisible()
  await expect(page.getByRole('cell', { name: 'cell' })).toBeVisible()
  await expect(page.getByRole('img', { name: 'Diagram' })).toBeVisible()
  await expect(page.locator('[class^=token-]').first()).toBeAttached()
  expect(activity).toEqual({ requests: [], navigations: [] })
})

test.describe('the checks detect', () => {
  // Some of the inserted markup requests files that don't exist.
  test.use({ expectedTrouble: /Failed to load resource|Content.Security.Policy|Blocked|sandbox/i })

  const bad: Readonly<Record<string, string>> = {
    '<script>': '<script></script>',
    '<p onclick>': '<p onclick="__pwned(1)">x</p>',
    '<img src>': '<img src="http://canary.test/a.png">',
    '<iframe>': '<iframe></iframe>',
    '<a href>': '<a href="javascript:__pwned(1)">x</a>',
    '<p style>': '<p style="color: red">x</p>',
    '<p id>': '<p id="app">x</p>',
    '<p name>': '<p name="app">x</p>',
    '<p class>': '<p class="dialog">x</p>',
    '<form>': '<form></form>',
    '<math>': '<math></math>',
    '<use>': '<svg><use href="#x"></use></svg>',
    '<svg onload>': '<svg onload="__pwned(1)"></svg>',
    '<x-y>': '<x-y></x-y>',
    '<span style>':
      '<span class="katex"><span style="background: url(http://canary.test/a)"></span></span>',
    __pwned: '<img src="data:," onerror="__pwned(1)">',
    alert: '<b onpointerenter="alert(1)">x</b>',
    confirm: '<a href="#" onclick="confirm(1)">x</a>',
  }
  for (const [fault, markup] of Object.entries(bad)) {
    test(`${fault} in ${markup}`, async ({ page, openAttackPage }) => {
      await openAttackPage(false)
      const faults = await page.evaluate(
        (markup) => attack.inspect((element) => void (element.innerHTML = markup)),
        markup,
      )
      expect(faults).toContain(fault)
    })
  }

  test('nothing in harmless markup @main', async ({ page, openAttackPage }) => {
    await openAttackPage(false)
    const markup = '<p>x <a href="https://a.test/" rel="noopener">y</a></p><ul><li>z</li></ul>'
    const faults = await page.evaluate(
      (markup) => attack.inspect((element) => void (element.innerHTML = markup)),
      markup,
    )
    expect(faults).toEqual([])
  })

  test('a request to the canary', async ({ page, openAttackPage }) => {
    const activity = await openAttackPage(false)
    await page.evaluate(() =>
      attack.inspect(
        (element) => void (element.innerHTML = '<img src="http://canary.test/a.png">'),
      ),
    )
    await expect.poll(() => activity.requests).toEqual(['http://canary.test/a.png'])
  })

  test('a request to the app’s own server', async ({ page, openAttackPage }) => {
    const activity = await openAttackPage(false)
    await page.evaluate(() =>
      attack.inspect((element) => void (element.innerHTML = '<img src="/__stub/state">')),
    )
    await expect.poll(() => activity.requests).toEqual([expect.stringContaining('/__stub/state')])
  })

  test('a page that opens, and one that navigates away', async ({ page, openAttackPage }) => {
    const activity = await openAttackPage(false)
    await page.evaluate(() => {
      const form = document.createElement('form')
      Object.assign(form, { action: 'about:blank', target: '_blank' })
      document.body.append(form)
      form.submit()
      location.hash = 'away'
    })
    await expect
      .poll(() => activity.navigations)
      .toEqual(
        expect.arrayContaining([
          expect.stringContaining('opened'),
          expect.stringContaining('went to'),
        ]),
      )
  })
})
