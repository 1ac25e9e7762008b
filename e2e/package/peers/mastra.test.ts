import { describe, expect, onTestFinished, test } from 'vitest'
import { createStubServer } from 'vue-chat-stream/stub-server'
import { story } from '../../../src/stub-server/answers/story.ts'
import { isNode, loadPeer } from './loadPeer.ts'

interface Chunk {
  readonly type: string
  readonly payload: { readonly text?: string; readonly result?: unknown; readonly error?: unknown }
}

/** The part of Mastra's client that these tests use. Its types are only there if it is installed. */
interface MastraModule {
  readonly MastraClient: new (options: { baseUrl: string; retries: number }) => {
    getAgent(id: string): {
      stream(question: string): Promise<{
        processDataStream(options: { onChunk(chunk: Chunk): void }): Promise<void>
      }>
    }
  }
}

const mastra = isNode(22, 13) ? await loadPeer<MastraModule>('@mastra/client-js') : undefined

describe.skipIf(!mastra)('Mastra’s client', () => {
  async function ask(question: string): Promise<readonly Chunk[]> {
    const stub = await createStubServer({ port: 0, pace: { min: 0, max: 0 } })
    onTestFinished(() => stub.close())
    if (!mastra) throw new Error('The client is not installed.')
    const agent = new mastra.MastraClient({ baseUrl: `${stub.url}/mastra`, retries: 0 }).getAgent(
      'any',
    )
    const chunks: Chunk[] = []
    const response = await agent.stream(question)
    await response.processDataStream({ onChunk: (chunk) => void chunks.push(chunk) })
    return chunks
  }

  const textIn = (chunks: readonly Chunk[]) =>
    chunks.map(({ type, payload }) => (type === 'text-delta' ? payload.text : '')).join('')

  test('receives a whole answer of the stub server', async () => {
    const chunks = await ask('a story')
    expect(textIn(chunks)).toBe(story)
    expect(chunks.at(-1)).toMatchObject({
      type: 'finish',
      payload: { stepResult: { reason: 'stop' }, output: { usage: { inputTokens: 2 } } },
    })
  })

  test('receives reasoning, and a tool with its output', async () => {
    const chunks = await ask('/parts')
    const types = chunks.map(({ type }) => type)
    expect(types).toEqual(expect.arrayContaining(['reasoning-delta', 'tool-call', 'tool-result']))
    expect(textIn(chunks)).toBe(story)
  })

  test('receives an error in the middle of an answer', async () => {
    const chunks = await ask('/error 20 a story')
    expect(textIn(chunks)).toBe(story.slice(0, 20))
    expect(chunks.at(-1)).toMatchObject({
      type: 'error',
      payload: { error: { message: 'The model failed in the middle of its answer.' } },
    })
  })
})
