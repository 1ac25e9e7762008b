import { describe, expect, it } from 'vitest'
import { appRequestOf } from './appRequest.ts'

const SCOPE = 'https://chat.test/app/'

function kindOf(
  path: string,
  { mode = 'cors', method = 'GET', accept = '*/*' }: Record<string, string> = {},
) {
  const url = new URL(path, SCOPE).href
  const headers = new Headers({ accept })
  // A navigation cannot be made by hand.
  return appRequestOf({ url, method, mode: mode as RequestMode, headers }, SCOPE)
}

describe('the service worker', () => {
  it.each([
    ['', 'page'],
    ['?from=home', 'page'],
    ['index.html', 'page'],
    ['diagram/index.html', undefined],
    ['ai/chat/stream?message=hello', undefined],
    ['../', undefined],
  ])('answers the navigation to %j as %s', (path, kind) => {
    expect(kindOf(path, { mode: 'navigate' })).toBe(kind)
  })

  it.each([
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
  ])('answers the request of %j as %s', (path, kind) => {
    expect(kindOf(path)).toBe(kind)
  })

  it('leaves alone what is sent, and what streams, whatever its address', () => {
    expect(kindOf('assets/x.js', { method: 'POST' })).toBeUndefined()
    expect(kindOf('assets/x.js', { accept: 'text/event-stream' })).toBeUndefined()
    expect(kindOf('', { mode: 'navigate', accept: 'text/event-stream' })).toBeUndefined()
  })
})
