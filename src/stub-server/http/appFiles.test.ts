import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { appForTest, SCRIPT } from './app.test-helper.ts'

describe('appFiles() with the stub', () => {
  test('serves the app and the stub on one origin', async () => {
    const { url } = await appForTest()
    expect(await (await fetch(url)).text()).toContain('<title>App</title>')
    expect((await fetch(`${url}/v1/models`)).status).toBe(200)
    expect((await fetch(`${url}/ai/chat/stream?message=`)).status).toBe(400)
    expect((await fetch(`${url}/nothing`)).status).toBe(404)
    expect((await fetch(`${url}/..%2f..%2fpackage.json`)).status).toBe(404)
  })

  test.each(['/', '/index.html', '/config.json', '/assets/index-1a2b.js'])(
    'serves %s with the production headers',
    async (path) => {
      const { url } = await appForTest()
      const { headers } = await fetch(url + path)
      expect(headers.get('Content-Security-Policy')).toBe(
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; " +
          "connect-src 'self' http: https:; object-src 'none'; base-uri 'none'; " +
          "frame-ancestors 'none'; form-action 'none'; " +
          "require-trusted-types-for 'script'; trusted-types vue-chat-stream",
      )
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('Referrer-Policy')).toBe('no-referrer')
      expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
      expect(headers.get('Permissions-Policy')).toContain('camera=()')
      const isHashed = path.startsWith('/assets/')
      expect(headers.get('Cache-Control')).toContain(isHashed ? 'immutable' : 'no-cache')
    },
  )

  test('serves the new files after a rebuild', async () => {
    const { folder, url } = await appForTest()
    await fetch(url)
    await writeFile(join(folder, 'index.html'), 'New')
    await writeFile(join(folder, 'assets', 'index-3c4d.js'), 'export {}')
    expect(await (await fetch(url)).text()).toBe('New')
    expect((await fetch(`${url}/assets/index-3c4d.js`)).status).toBe(200)
    await rm(join(folder, 'assets', 'index-1a2b.js'))
    await rm(join(folder, 'assets', 'index-1a2b.js.gz'))
    await rm(join(folder, 'assets', 'index-1a2b.js.br'))
    expect((await fetch(`${url}/assets/index-1a2b.js`)).status).toBe(404)
  })

  test('serves a compressed variant to clients that accept it', async () => {
    const { url } = await appForTest()
    const request = (encoding: string) =>
      fetch(`${url}/assets/index-1a2b.js`, { headers: { 'Accept-Encoding': encoding } })
    const small = await request('gzip')
    expect(small.headers.get('Content-Encoding')).toBe('gzip')
    expect(small.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8')
    expect(small.headers.get('Vary')).toBe('Accept-Encoding')
    expect(await small.text()).toBe(SCRIPT)
    const plain = await request('identity')
    expect(plain.headers.get('Content-Encoding')).toBeNull()
    expect(await plain.text()).toBe(SCRIPT)
  })
})
