import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { story } from '../../../src/stub-server/answers/story.ts'

test('npm start serves an app that answers, and ends at SIGTERM @main', async ({ page }) => {
  const program = fileURLToPath(new URL('../../../src/stub-server/cli/start.ts', import.meta.url))
  const args = ['--import', 'tsx', program, '--port', '0', '--pace', '0']
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(server, 'exit')
  try {
    const [line] = (await once(createInterface(server.stdout), 'line')) as [string]
    const url = /http:\S+/.exec(line)?.[0]
    const chat = new ChatPage(page)
    await chat.open(url)
    await chat.ask('Tell me a story')
    await chat.expectAnswer(story)
    // The server must end after the page, which may still load something and would report that it failed.
    await page.close()
  } finally {
    server.kill('SIGTERM')
  }
  expect(await exit).toEqual([0, null])
})

test('the built app contains no code of the gallery @main', ({ appFolder }) => {
  const scripts = readdirSync(join(appFolder, 'assets')).filter((name) => name.endsWith('.js'))
  const texts = scripts.map((name) => readFileSync(join(appFolder, 'assets', name), 'utf8'))
  // A string that every built app contains, and one that only the gallery contains.
  expect(texts.some((text) => text.includes('Regenerate'))).toBe(true)
  expect(texts.filter((text) => text.includes('Donaudampfschifffahrts'))).toEqual([])
  expect(readdirSync(appFolder)).not.toContain('gallery.html')
})
