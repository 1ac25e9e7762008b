import { describe, expect, test } from 'vitest'
import { classifyAppRequest } from './appRequest.ts'

const SCOPE = 'https://chat.test/app/'

function classify(
  path: string,
  { mode = 'cors', method = 'GET', accept = '*/*' }: Record<string, string> = {},
) {
  const url = new URL(path, SCOPE).href
  const headers = new Headers({ accept })
  // `new Request()` can't create a navigation.
  return classifyAppRequest({ url, method, mode: mode as RequestMode, headers }, SCOPE)
}

describe('classifyAppRequest()', () => {
  test.each([
    ['', 'page'],
    ['?from=home', 'page'],
    ['index.html', 'page'],
    ['diagram/index.html', undefined],
    ['ai/chat/stream?message=hello', undefined],
    ['../', undefined],
  ])('classifies the navigation to %j as %s', (path, kind) => {
    expect(classify(path, { mode: 'navigate' })).toBe(kind)
  })

  test.each([
    ['assets/index-abc.js', 'hashed'],
    ['config.json', 'file'],
    ['manifest.webmanifest', 'file'],
    ['icons/icon.svg', 'file'],
    ['', undefined],
    ['service-worker.js', undefined],
    ['ai/chat/stream?message=config.json', undefined],
    ['ai/chat/stream/assets/x', undefined],
    ['v1/chat/completions', undefined],
    ['v1/models', undefined],
    ['__stub/state', undefined],
    ['https://elsewhere.test/assets/index-abc.js', undefined],
    ['/assets/index-abc.js', undefined],
  ])('classifies the request of %j as %s', (path, kind) => {
    expect(classify(path)).toBe(kind)
  })

  test('ignores uploads and event streams at any URL', () => {
    expect(classify('assets/x.js', { method: 'POST' })).toBeUndefined()
    expect(classify('assets/x.js', { accept: 'text/event-stream' })).toBeUndefined()
    expect(classify('', { mode: 'navigate', accept: 'text/event-stream' })).toBeUndefined()
  })
})
