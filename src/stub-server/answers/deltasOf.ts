import { ModelError, ModelRefusal, type ModelDelta, type Question } from '../model.ts'
import { eachToken } from '../scenarios/tokens.ts'
import { textsOf } from './index.ts'
import { toolOutputs } from './toolOutputs.ts'

const REFUSAL = 'I am sorry, but I cannot help with that.'

/** Yields the deltas of the embedded model's answer, creating each one only when it is read. */
export function* deltasOf(question: Question): Generator<ModelDelta> {
  const { scenario } = question
  const outputs = toolOutputs(question)
  const texts = concat(outputs.map(quoteOutput), textsOf(question))
  switch (scenario?.name) {
    case 'error':
    case 'nest-error':
      yield* contents(beginning(texts, scenario.amount))
      throw new ModelError('model_failed', 'The model failed in the middle of its answer.')
    case 'refuse':
      yield* contents(beginning(texts, scenario.amount))
      throw new ModelRefusal(REFUSAL)
    case 'think':
      yield* reasoningDeltas('They want me to think first. So I do.')
      yield* contents(texts)
      break
    case 'sources':
      yield* contents(texts)
      yield* sourceDeltas()
      break
    case 'many-tools':
      for (let number = 0; number < scenario.amount; number += 1) yield numberedCall(number)
      yield* contents(texts)
      break
    case 'many-sources':
      yield* contents(texts)
      for (let number = 0; number < scenario.amount; number += 1) yield numberedSource(number)
      break
    case 'many-parts':
      for (let number = 0; number < scenario.amount; number += 1) yield numberedPart(number)
      break
    case 'tool':
      yield* outputs.length > 0 ? contents(texts) : withTool(question, texts)
      break
    case 'parts':
      yield* withParts(texts)
      break
    default:
      yield* contents(texts)
  }
}

function quoteOutput(output: string): string {
  return `The tool says: ${output}\n\n`
}

function* concat(...lists: readonly Iterable<string>[]): Generator<string> {
  for (const list of lists) yield* list
}

/** Yields the first `length` UTF-16 units of successive texts. */
function* beginning(texts: Iterable<string>, length: number): Generator<string> {
  let left = length
  for (const text of texts) {
    if (left <= 0) return
    yield text.slice(0, left)
    left -= text.length
  }
}

function* contents(texts: Iterable<string>): Generator<ModelDelta> {
  for (const content of eachToken(texts)) yield { content }
}

function* reasoningDeltas(text: string): Generator<ModelDelta> {
  for (const reasoning of eachToken([text])) yield { reasoning }
}

function* sourceDeltas(): Generator<ModelDelta> {
  yield { source: { url: 'https://example.com/streams', title: 'On streams' } }
  yield { source: { url: 'https://example.org/', title: 'Another page' } }
}

/** Returns a whole tool call with its output, in one delta. */
function numberedCall(number: number): ModelDelta {
  const args = JSON.stringify({ number })
  return { tool: { id: `call_${number}`, name: 'look_up', args, output: { found: number } } }
}

function numberedSource(number: number): ModelDelta {
  return { source: { url: `https://example.com/${number}`, title: `Page ${number}` } }
}

/** Returns reasoning, text or a tool call, so that each part ends the part before it. */
function numberedPart(number: number): ModelDelta {
  if (number % 3 === 0) return { reasoning: `Thought ${number}. ` }
  return number % 3 === 1 ? { content: `Text ${number}. ` } : numberedCall(number)
}

function* withTool({ tools, messages }: Question, texts: Iterable<string>): Generator<ModelDelta> {
  if (!tools) {
    yield* serverToolDeltas()
    yield* contents(texts)
    return
  }
  yield* contents(['Let me look that up.'])
  // Number the call by its position: calls in one chat must differ, but repeating a question must not.
  const call = { id: `call_${messages.length}`, name: tools[0] ?? 'read_clock' }
  yield { tool: { ...call, runBy: 'asker', args: '{"zone":' } }
  yield { tool: { ...call, runBy: 'asker', args: '"UTC"}' } }
}

function* withParts(texts: Iterable<string>): Generator<ModelDelta> {
  let outputTokens = 0
  const thinking = 'They want to see every kind of part. First a thought, then a look at the clock.'
  for (const delta of reasoningDeltas(thinking)) {
    outputTokens += 1
    yield delta
  }
  yield* serverToolDeltas()
  for (const delta of contents(texts)) {
    outputTokens += 1
    yield delta
  }
  yield { usage: { inputTokens: 12, outputTokens } }
}

/** Yields a call of a tool that the server runs, and its output. */
function* serverToolDeltas(): Generator<ModelDelta> {
  const call = { id: 'call_1', name: 'read_clock' }
  yield { tool: { ...call, args: '{"zone":' } }
  yield { tool: { ...call, args: '"UTC"}' } }
  yield { tool: { ...call, output: { time: '12:00' } } }
}
