/** Tools for testing code that uses a chat stream, with any test runner. */
export { createFakeTransport, type FakeTransport } from './fake/createFakeTransport.ts'
export type { FakeRecord, FakeRequest } from './fake/fakeRequest.ts'
export { createTape, type CreateTapeOptions } from './tape/createTape.ts'
export {
  createTapeRecorder,
  type TapeRecorder,
  type TapeRecorderOptions,
} from './tape/createTapeRecorder.ts'
export { forEveryCut, type CutAnswer, type ForEveryCutOptions } from './forEveryCut.ts'
export { parseTape } from './tape/parseTape.ts'
export type { Chunk } from './replay/rechunk.ts'
export { replayAsFetch } from './replay/replayAsFetch.ts'
export { replayAsTransport } from './replay/replayAsTransport.ts'
export type { CutAs, CutPlace, ReplayOptions } from './replay/replayOptions.ts'
export type { Tape, TapeExchange, TapePiece } from './tape/tape.ts'
