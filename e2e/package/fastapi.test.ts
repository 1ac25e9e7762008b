// Tests the unchanged FastAPI recipe from its page, if this machine has FastAPI.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { textOf, useChatStream } from 'vue-chat-stream'
import { makeExamplesFolder } from './docs/examplesFolder.ts'
import { answerTo, FOREVER, THINK, THROW } from './docs/model.ts'
import { readExample } from './docs/readExamples.ts'
import { until } from './support/until.ts'

/** Prefer Debian's Python, which finds Debian's packages, over another one in the path. */
const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import fastapi, uvicorn']).status === 0,
)

describe.skipIf(!PYTHON)(
  PYTHON ? 'the recipe for FastAPI' : 'the recipe for FastAPI (skipped: FastAPI is not installed)',
  () => {
    let url = ''
    let stop = async () => {}

    beforeAll(async () => {
      const folder = await makeExamplesFolder('fastapi', {
        'main.py': await readExample('docs/recipes/fastapi.md', 'main.py'),
        'model.py': await readFile(new URL('docs/model.py', import.meta.url), 'utf8'),
      })
      const server = spawn(PYTHON ?? '', ['-m', 'uvicorn', 'main:app', '--port', '0'], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      const exited = once(server, 'exit')
      stop = async () => {
        server.kill()
        await exited
      }
      for await (const line of createInterface(server.stderr)) {
        const [origin] = /http:\/\/\S+/.exec(line) ?? []
        if (origin) {
          url = `${origin}/ai/chat/stream`
          break
        }
      }
      // Drain the log, so that a full pipe does not block the server.
      server.stderr.resume()
    })
    afterAll(() => stop())

    function useChat() {
      const chat = useChatStream({ url, transport: 'post', retry: false, updates: 'event' })
      onTestFinished(chat.dispose)
      return chat
    }

    test('sends the whole answer, with a proof of its end', async () => {
      const answer = await useChat().send('Wer fragt? 🐉')
      expect(answer).toMatchObject({ outcome: 'complete' })
      expect(textOf(answer)).toBe(answerTo('Wer fragt? 🐉'))
    })

    test('reports a failure in the stream without revealing its cause', async () => {
      const answer = await useChat().send(THROW)
      expect(answer).toMatchObject({ outcome: 'failed', error: { message: 'The model failed.' } })
      expect(textOf(answer)).toBe(answerTo(THROW))
    })

    test('stops the model when the client disconnects', async () => {
      const chat = useChat()
      const answering = chat.send(FOREVER)
      await until(() => textOf(chat.messages.value[1] ?? { parts: [] }) !== '')
      chat.stop()
      await answering
      await expect.poll(async () => textOf(await useChat().send('aborted'))).toBe('1')
    })

    test('sends its response headers before the model’s first token, with CORS and without proxy buffering', async () => {
      const headers = { origin: 'http://localhost:5173', 'content-type': 'application/json' }
      const body = JSON.stringify({ message: THINK })
      const signal = AbortSignal.timeout(10_000)
      const response = await fetch(url, { method: 'POST', body, headers, signal })
      await response.body?.cancel()
      expect(response.headers.get('access-control-allow-origin')).toBe(headers.origin)
      expect(response.headers.get('x-accel-buffering')).toBe('no')
    })
  },
)
