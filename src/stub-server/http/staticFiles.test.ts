import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { appForTest, DIGITS, SCRIPT } from './app.test-helper.ts'
import { requestRaw } from './raw.test-helper.ts'

const SCRIPT_PATH = '/assets/index-1a2b.js'

describe('a range of a static file', () => {
  test.each([
    ['bytes=0-2', '012', 'bytes 0-2/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-5', '56789', 'bytes 5-9/10'],
    ['bytes=-10', DIGITS, 'bytes 0-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
    ['bytes=3-3', '3', 'bytes 3-3/10'],
    ['bytes=0-1,2-4', '01234', 'bytes 0-4/10'],
    ['bytes=0-99999999999999999999999', DIGITS, 'bytes 0-9/10'],
  ])('%s returns exactly these bytes', async (range, text, contentRange) => {
    const { port } = await appForTest()
    const response = await requestRaw(port, 'GET', '/digits.txt', { Range: range })
    expect(response.status).toBe(206)
    expect(response.headers.get('Content-Range')).toBe(contentRange)
    expect(response.headers.get('Content-Length')).toBe(String(text.length))
    expect(String(response.body)).toBe(text)
  })

  test.each(['bytes=5-2', 'bytes=10-', 'bytes=99-100', 'bytes=-0', 'bytes=99999999999999999999-'])(
    '%s cannot be satisfied: 416 with the length of the file',
    async (range) => {
      const { port } = await appForTest()
      const response = await requestRaw(port, 'GET', '/digits.txt', { Range: range })
      expect(response.status).toBe(416)
      expect(response.headers.get('Content-Range')).toBe('bytes */10')
      expect(response.headers.get('Content-Type')).toBe('application/problem+json')
      expect(response.headers.has('Last-Modified')).toBe(false)
    },
  )

  test.each([
    'bytes',
    'bytes=',
    'bytes=a-b',
    'bytes=1',
    'bytes=1-2-3',
    'bytes=--1',
    'bytes=-',
    'bytes=0x1-2',
    'bytes=1-,x',
    'lines=1-2',
    'bytes=0-1,4-5',
    'bytes=-99',
  ])('%s is malformed or not supported, so the whole file follows', async (range) => {
    const { port } = await appForTest()
    const response = await requestRaw(port, 'GET', '/digits.txt', { Range: range })
    expect(response.status).toBe(200)
    expect(response.headers.has('Content-Range')).toBe(false)
    expect(String(response.body)).toBe(DIGITS)
  })

  test('a range is ignored for HEAD, and for an If-Range of an older file', async () => {
    const { port } = await appForTest()
    const range = { Range: 'bytes=0-2' }
    const head = await requestRaw(port, 'HEAD', '/digits.txt', range)
    expect([head.status, head.headers.get('Content-Length')]).toEqual([200, '10'])
    const older = { ...range, 'If-Range': 'Thu, 01 Jan 1970 00:00:00 GMT' }
    expect((await requestRaw(port, 'GET', '/digits.txt', older)).status).toBe(200)
  })

  test('a range of an empty file returns 416 or the empty file', async () => {
    const { port } = await appForTest()
    const status = async (range: string) =>
      (await requestRaw(port, 'GET', '/empty.txt', { Range: range })).status
    expect([await status('bytes=0-'), await status('bytes=-5')]).toEqual([416, 200])
  })

  test.each([
    ['br', textBy(brotliDecompressSync)],
    ['gzip', textBy(gunzipSync)],
  ])('a range of a %s variant selects compressed bytes', async (encoding, decompress) => {
    const { port, folder } = await appForTest()
    const accepted = { 'Accept-Encoding': encoding }
    const whole = await requestRaw(port, 'GET', SCRIPT_PATH, accepted)
    expect(whole.headers.get('Content-Encoding')).toBe(encoding)
    expect(decompress(whole.body)).toBe(SCRIPT)
    const file = await readFile(join(folder, `${SCRIPT_PATH}.${encoding === 'br' ? 'br' : 'gz'}`))
    const part = await requestRaw(port, 'GET', SCRIPT_PATH, { ...accepted, Range: 'bytes=-7' })
    expect([part.status, part.headers.get('Content-Encoding')]).toEqual([206, encoding])
    expect(part.headers.get('Content-Range')).toBe(
      `bytes ${file.length - 7}-${file.length - 1}/${file.length}`,
    )
    expect(part.body).toEqual(file.subarray(-7))
    const beyond = { ...accepted, Range: `bytes=${SCRIPT.length - 1}-` }
    const refused = await requestRaw(port, 'GET', SCRIPT_PATH, beyond)
    expect([refused.status, refused.headers.has('Content-Encoding')]).toEqual([416, false])
  })
})

function textBy(decompress: (bytes: Uint8Array) => Buffer) {
  return (bytes: Uint8Array) => String(decompress(bytes))
}

describe('the method of a request for a static file', () => {
  test.each(['PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    '%s gets 405 and the allowed methods',
    async (method) => {
      const { port } = await appForTest()
      for (const path of ['/', '/config.json', SCRIPT_PATH]) {
        const response = await requestRaw(port, method, path)
        expect([path, response.status]).toEqual([path, 405])
        expect(response.headers.get('Allow')).toBe('GET, HEAD')
      }
    },
  )

  test('TRACE gets 405 on the paths of the stub, too', async () => {
    const { port } = await appForTest()
    const response = await requestRaw(port, 'TRACE', '/ai/chat/stream/init')
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'POST, OPTIONS'])
  })
})

describe('the path of a static file', () => {
  const paths = [
    ['/digits.txt', 200],
    ['/digits.txt?version=2', 200],
    ['/%64igits.txt', 200],
    ['http://localhost/digits.txt', 200],
    ['/', 200],
    ['/diagram/', 200],
    ['/assets', 404],
    ['/assets/', 404],
    ['/digits.txt/', 404],
    ['/.secret', 404],
    ['/%2esecret', 404],
    ['/%', 400],
    ['/%E0%A4%A', 400],
    ['/%00', 400],
    ['/digits.txt%00.js', 400],
    ['/%2e%2e%2fpackage.json', 404],
    ['/..%2f..%2fetc%2fpasswd', 404],
    ['/assets/..%5c..%5cpackage.json', 404],
    ['/../../../../etc/passwd', 404],
    ['//etc/passwd', 404],
    [`/${'a'.repeat(5_000)}`, 404],
    [`/${'a/'.repeat(3_000)}`, 404],
    [`/${'%61'.repeat(3_000)}`, 404],
  ] as const

  test.each(paths.map(([path, status]) => ({ path, status, start: path.slice(0, 40) })))(
    '$start gets $status',
    async ({ path, status }) => {
      const { port } = await appForTest()
      expect((await requestRaw(port, 'GET', path)).status).toBe(status)
    },
  )

  test('selects the headers by the file that is sent', async () => {
    const { port } = await appForTest()
    const policyOf = async (path: string) =>
      (await requestRaw(port, 'GET', path)).headers.get('Content-Security-Policy')
    expect(await policyOf('/diagram/..%2findex.html')).toBe(await policyOf('/'))
    expect(await policyOf('/assets/..%2fdiagram/index.html')).toBe(await policyOf('/diagram/'))
    expect(await policyOf('/%64iagram/')).toBe(await policyOf('/diagram/'))
    expect(await policyOf('/diagram/')).not.toBe(await policyOf('/'))
  })
})

describe('a variant that the build compressed', () => {
  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip;q=1, br;q=0', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0.000, gzip; q=0', null],
    ['abrupt, gzipped', null],
    ['', null],
  ])('goes to a client that accepts it: %s', async (accepted, encoding) => {
    const { port } = await appForTest()
    const response = await requestRaw(port, 'GET', SCRIPT_PATH, { 'Accept-Encoding': accepted })
    expect(response.headers.get('Content-Encoding')).toBe(encoding)
    expect(response.headers.get('Vary')).toBe('Accept-Encoding')
    expect(response.headers.get('Content-Type')).toContain('text/javascript')
  })

  test('has its own ETag and is not sent again to a client that has it', async () => {
    const { port } = await appForTest()
    const tags = new Set<string>()
    for (const encoding of ['br', 'gzip', 'identity']) {
      const accepted = { 'Accept-Encoding': encoding }
      const tag = (await requestRaw(port, 'GET', SCRIPT_PATH, accepted)).headers.get('ETag') ?? ''
      tags.add(tag)
      const again = { ...accepted, 'If-None-Match': tag }
      const response = await requestRaw(port, 'GET', SCRIPT_PATH, again)
      expect([response.status, response.body.length]).toEqual([304, 0])
      expect(response.headers.get('Cache-Control')).toContain('immutable')
    }
    expect(tags.size).toBe(3)
  })
})
