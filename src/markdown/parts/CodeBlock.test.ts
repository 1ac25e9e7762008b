import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi, type MockInstance } from 'vitest'
import { appended, CHUNK_SIZE, type Chunks } from '../chunks.ts'
import { loadLineReaders } from '../highlighting/createLineReader.ts'
import CodeBlock from './CodeBlock.vue'
import { mountPart, partButton } from './mountPart.test-helper.ts'

vi.mock('../highlighting/createLineReader.ts', { spy: true })

enableAutoUnmount(afterEach)

const CODE = {
  language: 'ts',
  info: 'ts a.ts',
  lines: [['let a = 1', '', '\treturn “中”']],
  open: false,
}
const TEXT = 'let a = 1\n\n\treturn “中”'

const mountCode = (props = {}, options = {}) => mountPart(CodeBlock, { ...CODE, ...props }, options)
type Mounted = ReturnType<typeof mountCode>
const click = async (block: Mounted, name: string) => {
  await partButton(block, name)?.trigger('click')
  await flushPromises()
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('a code block', () => {
  test('shows the code to the last character, each line with its ending', () => {
    expect(mountCode().get('code').element.textContent).toBe(`${TEXT}\n`)
    const growing = mountCode({ open: true })
    expect(growing.get('code').element.textContent).toBe(TEXT)
  })

  test('shows the language, or the label for code', () => {
    expect(mountCode().get('.language').text()).toBe('ts')
    expect(mountCode({ language: '', info: '' }).get('.language').text()).toBe('Code')
  })

  test('sets no class, id or attribute from the content', () => {
    const language = 'x"onload=y'
    const block = mountCode({ language, info: `${language} #id .class {a=b}` })
    const figure: Element = block.element
    const attributes = [figure, ...figure.querySelectorAll('*')].flatMap(({ attributes }) => [
      ...attributes,
    ])
    expect(attributes.filter(({ value }) => value.includes('onload'))).toEqual([])
    expect(block.get('.language').element.textContent).toBe(language)
  })

  test('keeps its nodes and a selection while it grows', async () => {
    const block = mountCode({ open: true })
    const text = block.findAll('.line')[2]?.element.firstChild
    if (!(text instanceof Text)) throw new Error('There is no third line.')
    const append = vi.spyOn(text, 'appendData')
    await block.setProps({ lines: [['let a = 1', '', '\treturn “中” + 1']] })
    // In a browser, though not in happy-dom, replacing the text would remove the selection.
    expect(append).toHaveBeenCalledExactlyOnceWith(' + 1')
    expect(block.findAll('.line')[2]?.element.firstChild).toBe(text)
  })

  test('highlights the code, unless highlighting is off', async () => {
    const plain = mountCode()
    await flushPromises()
    expect(loadLineReaders).not.toHaveBeenCalled()
    expect(plain.find('[class^=token]').exists()).toBe(false)
    const highlighted = mountCode({}, { highlight: true })
    await vi.waitFor(() => expect(highlighted.get('.token-keyword').text()).toBe('let'))
    expect(highlighted.get('code').element.textContent).toBe(`${TEXT}\n`)
  })
})

describe('copying', () => {
  test('copies the code as written, and shows the result for a while', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const block = mountCode()
    await click(block, 'Copy code')
    expect(write).toHaveBeenCalledExactlyOnceWith(TEXT)
    expect(block.get('.result').text()).toBe('Copied')
    await vi.advanceTimersByTimeAsync(2500)
    expect(block.find('.result').exists()).toBe(false)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('copies code of any length', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const all = Array.from({ length: 2 * CHUNK_SIZE + 1 }, (_, index) => `line ${index}`)
    const block = mountCode({ lines: all.reduce(appended, [] as Chunks<string>) })
    expect(block.get('code').element.textContent).toBe(`${all.join('\n')}\n`)
    await click(block, 'Copy code')
    expect(write).toHaveBeenCalledExactlyOnceWith(all.join('\n'))
  })

  test('shows the result for the full time after a second copy', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const block = mountCode()
    await click(block, 'Copy code')
    await vi.advanceTimersByTimeAsync(2000)
    await click(block, 'Copy code')
    await vi.advanceTimersByTimeAsync(2499)
    expect(block.find('.result').exists()).toBe(true)
    await vi.advanceTimersByTimeAsync(1)
    expect(block.find('.result').exists()).toBe(false)
  })

  test('shows that copying failed', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('Not today'))
    const block = mountCode()
    await click(block, 'Copy code')
    expect(block.get('.result').text()).toBe('Could not be copied')
  })

  test('shows a failure if there is no clipboard', async () => {
    vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue(undefined as never)
    const block = mountCode()
    await click(block, 'Copy code')
    expect(block.get('.result').text()).toBe('Could not be copied')
  })

  test('announces each copy, even while the last result is shown', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const announce = vi.fn<() => void>()
    const block = mountCode({}, { announce })
    await click(block, 'Copy code')
    await click(block, 'Copy code')
    write.mockRejectedValue(new Error('Not today'))
    await click(block, 'Copy code')
    expect(announce.mock.calls).toEqual([['Copied'], ['Copied'], ['Could not be copied']])
  })

  test('leaves no timer after unmounting', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const block = mountCode()
    await click(block, 'Copy code')
    expect(vi.getTimerCount()).toBe(1)
    block.unmount()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('starts no timer if it ends after unmounting', async () => {
    let written: () => void = () => undefined
    const writing = new Promise<void>((resolve) => (written = resolve))
    vi.spyOn(navigator.clipboard, 'writeText').mockReturnValue(writing)
    const block = mountCode()
    await click(block, 'Copy code')
    block.unmount()
    written()
    await flushPromises()
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('the wrap button wraps and unwraps lines', async () => {
  const block = mountCode()
  expect(partButton(block, 'Wrap lines')?.attributes('aria-pressed')).toBe('false')
  await click(block, 'Wrap lines')
  expect(partButton(block, 'Wrap lines')?.attributes('aria-pressed')).toBe('true')
  expect(block.get('pre').classes()).toContain('wrapped')
  await click(block, 'Wrap lines')
  expect(block.get('pre').classes()).not.toContain('wrapped')
})

describe('saving', () => {
  let saved: { name: string; url: string }[] = []
  let files: Blob[] = []
  let revoke: MockInstance<typeof URL.revokeObjectURL>

  beforeEach(() => {
    saved = []
    files = []
    vi.spyOn(URL, 'createObjectURL').mockImplementation(
      (file) => `blob:${files.push(file as Blob)}`,
    )
    revoke = vi.spyOn(URL, 'revokeObjectURL').mockReturnValue()
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved.push({ name: this.download, url: this.href })
    })
  })

  test('downloads a file named after the language, whose last line has an ending', async () => {
    const block = mountCode({ language: 'Python' })
    await click(block, 'Download')
    expect(saved).toEqual([{ name: 'code.py', url: 'blob:1' }])
    expect(await files[0]?.text()).toBe(`${TEXT}\n`)
    expect(revoke).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(revoke).toHaveBeenCalledExactlyOnceWith('blob:1')
  })

  test('leaves no object URL and no timer', async () => {
    const block = mountCode()
    await click(block, 'Download')
    await click(block, 'Download')
    expect(revoke).toHaveBeenCalledExactlyOnceWith('blob:1')
    block.unmount()
    expect(revoke).toHaveBeenCalledTimes(2)
    expect(vi.getTimerCount()).toBe(0)
  })
})
