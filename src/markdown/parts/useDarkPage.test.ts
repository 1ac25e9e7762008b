import { effectScope, type EffectScope } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useDarkPage } from './useDarkPage.ts'

const root = document.documentElement
let scope: EffectScope
let system: EventTarget & { matches: boolean }

beforeEach(() => {
  scope = effectScope()
  system = Object.assign(new EventTarget(), { matches: false })
  vi.stubGlobal('matchMedia', () => system)
})

afterEach(() => {
  scope.stop()
  root.style.colorScheme = ''
  root.className = ''
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const isDarkPage = () => scope.run(useDarkPage)

test.each([
  ['light', false, false],
  ['light', true, false],
  ['dark', false, true],
  ['dark', true, true],
  ['light dark', false, false],
  ['light dark', true, true],
  ['normal', true, false],
])(
  'a page with the color scheme "%s" (dark system: %s) is dark: %s',
  (scheme, matches, expected) => {
    root.style.colorScheme = scheme
    system.matches = matches
    expect(isDarkPage()?.value).toBe(expected)
  },
)

test('useDarkPage() follows the system if the page allows both schemes', () => {
  root.style.colorScheme = 'light dark'
  const isDark = isDarkPage()
  system.matches = true
  system.dispatchEvent(new Event('change'))
  expect(isDark?.value).toBe(true)
})

test.each(['class', 'data-theme'])(
  'a theme by the attribute %s of the root is seen',
  async (name) => {
    const isDark = isDarkPage()
    // A style sheet would set this.
    const style = vi.spyOn(globalThis, 'getComputedStyle')
    style.mockReturnValue({ colorScheme: 'dark' } as CSSStyleDeclaration)
    root.setAttribute(name, 'night')
    await vi.waitFor(() => expect(isDark?.value).toBe(true))
    root.removeAttribute(name)
  },
)

test('useDarkPage() observes nothing after its scope ends', () => {
  root.style.colorScheme = 'light dark'
  const isDark = isDarkPage()
  scope.stop()
  system.matches = true
  system.dispatchEvent(new Event('change'))
  expect(isDark?.value).toBe(false)
})
