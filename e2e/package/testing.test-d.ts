import { describe, expectTypeOf, test } from 'vitest'
import { useChatStream, type Dialect, type Transport } from 'vue-chat-stream'
import {
  createFakeTransport,
  createTape,
  createTapeRecorder,
  forEveryCut,
  parseTape,
  replayAsFetch,
  replayAsTransport,
  type CutAnswer,
  type FakeRequest,
  type Tape,
  type TapePiece,
} from 'vue-chat-stream/testing'

const url = '/ai/chat/stream'

describe('a fake transport', () => {
  const fake = createFakeTransport()

  test('is for the options of a chat', () => {
    useChatStream({ url, transport: fake.transport, dialect: fake.dialect })
    expectTypeOf(fake.transport).toEqualTypeOf<Transport>()
    expectTypeOf(fake.dialect).toEqualTypeOf<Dialect>()
    expectTypeOf(fake.requests).toEqualTypeOf<readonly FakeRequest[]>()
    expectTypeOf(fake.next).returns.resolves.toEqualTypeOf<FakeRequest>()
  })

  test('takes events and records of known shapes', async () => {
    const request = await fake.next()
    expectTypeOf(request.text('Hi')).toEqualTypeOf<Promise<void>>()
    expectTypeOf(request.body).toBeUnknown()
    await request.event({ type: 'tool-delta', id: '1', name: 'look' })
    await request.record({ data: { content: 'Hi' }, id: '1' })
    // @ts-expect-error -- no event has this type
    await request.event({ type: 'text', text: 'Hi' })
    // @ts-expect-error -- a record has data
    await request.record({ event: 'close' })
    // @ts-expect-error -- a refusal has a status
    await request.refuse('Unauthorized')
    // @ts-expect-error -- whether it is aborted, the chat says
    request.aborted = true
  })
})

describe('a tape', () => {
  const tape = createTape('data: {"content":"Hi"}\n\n')

  test('is what a recorder gives, and what is read from anything', () => {
    expectTypeOf(createTapeRecorder().tape).returns.toEqualTypeOf<Tape>()
    expectTypeOf(createTapeRecorder().fetch).toEqualTypeOf<typeof fetch>()
    expectTypeOf(parseTape).parameter(0).toBeUnknown()
    expectTypeOf(tape).toEqualTypeOf<Tape>()
  })

  test('has pieces of text or of base64', () => {
    const piece = {} as TapePiece
    if ('text' in piece) expectTypeOf(piece.text).toEqualTypeOf<string>()
    else expectTypeOf(piece.base64).toEqualTypeOf<string>()
  })

  test('is replayed as a fetch or as a transport', () => {
    useChatStream({ url, fetch: replayAsFetch(tape, { chunk: [1, 20], speed: 2 }) })
    useChatStream({ url, transport: replayAsTransport(tape, { cutAfter: { events: 1 } }) })
    // @ts-expect-error -- a place is in bytes or in events
    replayAsFetch(tape, { cutAfter: { words: 1 } })
    // @ts-expect-error -- no cut shows like this
    replayAsFetch(tape, { cutAs: 'explosion' })
    // @ts-expect-error -- random sizes have a seed
    replayAsFetch(tape, { chunk: { largest: 5 } })
  })

  test('is cut at events or bytes, of which each has what a chat needs', () => {
    void forEveryCut(tape, ({ fetch, transport }) => useChatStream({ url, fetch, transport }), {
      every: 'byte',
    })
    expectTypeOf<CutAnswer['isWhole']>().toBeBoolean()
    // @ts-expect-error -- the places are its own
    void forEveryCut(tape, () => {}, { cutAfter: { bytes: 1 } })
  })
})
