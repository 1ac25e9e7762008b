import { createHash } from 'node:crypto'
import { createServer } from 'vite'
import { expect, onTestFinished, test } from 'vitest'
import { diagramFrame } from './diagramFrame.ts'

test('the dev server serves the diagram page below its base', async () => {
  const vite = await createServer({
    configFile: false,
    root: import.meta.dirname,
    base: '/chat/',
    logLevel: 'silent',
    optimizeDeps: { noDiscovery: true },
    server: { port: 0, host: '127.0.0.1', watch: null, ws: false },
    plugins: [diagramFrame()],
  })
  onTestFinished(() => vite.close())
  await vite.listen()
  const address = vite.httpServer?.address()
  const folder = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/chat/diagram`

  const page = await (await fetch(`${folder}/index.html`)).text()
  expect(page).toContain("default-src 'none'")
  // In a page without an origin, WebKit matches nothing with 'self'.
  expect(page.slice(0, page.indexOf('<script>'))).not.toContain("'self'")
  const scripts = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text = '']) => text)
  expect(scripts).toHaveLength(2)
  for (const text of scripts) {
    // A classic script neither imports nor exports.
    expect(text).not.toMatch(/^(import|export)\b/m)
    expect(page).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  }
  expect((await fetch(`${folder}/toString`)).status).toBe(404)
})
