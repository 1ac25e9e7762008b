import { story } from '../../../src/stub-server/answers/story.ts'
import type { Answers, Kind } from './ServerCase.ts'

/** The answers of the stub server to these questions. */
export const STUB_ANSWERS: Answers = {
  text: story,
  reasoning: 'They want me to think first. So I do.',
  tool: { name: 'read_clock', args: '', output: '12:00' },
  error: { message: 'The model failed in the middle of its answer.', text: story.slice(0, 20) },
}

export const STUB_QUESTIONS: Readonly<Record<Kind, string>> = {
  text: 'Tell me a story',
  usage: 'Tell me a story',
  reasoning: '/think',
  tool: '/parts',
  error: '/error 20 a story',
  cut: '/drop 1500 a story',
}

/** The same for formats whose first events, without any text, are long. */
export const LATER_CUT = { ...STUB_QUESTIONS, cut: '/drop 6000 a story' }
