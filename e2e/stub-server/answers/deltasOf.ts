import { ModelError, ModelRefusal, type ModelDelta, type Question } from '../model.ts'
import { tokensOf } from '../tokens.ts'
import { answerTo } from './index.ts'
import { toolOutputs } from './toolOutputs.ts'

const REFUSAL = 'I am sorry, but I cannot help with that.'

/** What the embedded model says to a question, piece by piece. */
export function deltasOf(question: Question): Iterable<ModelDelta> {
  const { scenario } = question
  const outputs = toolOutputs(question)
  const text = outputs.map((output) => `The tool says: ${output}\n\n`).join('') + answerTo(question)
  switch (scenario?.name) {
    case 'error':
    case 'nest-error':
      return failing(text.slice(0, scenario.amount))
    case 'refuse':
      return refusing(text.slice(0, scenario.amount))
    case 'think':
      return [...thoughts('They want me to think first. So I do.'), ...contents(text)]
    case 'sources':
      return [...contents(text), ...pages()]
    case 'tool':
      return outputs.length > 0 ? contents(text) : withTool(question, text)
    case 'parts':
      return withParts(text)
    default:
      return contents(text)
  }
}

function* contents(text: string): Generator<ModelDelta> {
  for (const content of tokensOf(text)) yield { content }
}

function* thoughts(text: string): Generator<ModelDelta> {
  for (const reasoning of tokensOf(text)) yield { reasoning }
}

function* pages(): Generator<ModelDelta> {
  yield { source: { url: 'https://example.com/streams', title: 'On streams' } }
  yield { source: { url: 'https://example.org/', title: 'Another page' } }
}

function* failing(text: string): Generator<ModelDelta> {
  yield* contents(text)
  throw new ModelError('model_failed', 'The model failed in the middle of its answer.')
}

function* refusing(text: string): Generator<ModelDelta> {
  yield* contents(text)
  throw new ModelRefusal(REFUSAL)
}

function* withTool({ tools, messages }: Question, text: string): Generator<ModelDelta> {
  if (!tools) {
    yield* clock()
    yield* contents(text)
    return
  }
  yield* contents('Let me look that up.')
  // Named by its place: two calls of one conversation have to differ, and the same question has the same answer.
  const call = { id: `call_${messages.length}`, name: tools[0] ?? 'read_clock' }
  yield { tool: { ...call, runBy: 'asker', args: '{"zone":' } }
  yield { tool: { ...call, runBy: 'asker', args: '"UTC"}' } }
}

function* withParts(text: string): Generator<ModelDelta> {
  const reasoning =
    'They want to see every kind of part. First a thought, then a look at the clock.'
  yield* thoughts(reasoning)
  yield* clock()
  yield* contents(text)
  const outputTokens = tokensOf(reasoning).length + tokensOf(text).length
  yield { usage: { inputTokens: 12, outputTokens } }
}

/** A tool that the server runs. */
function* clock(): Generator<ModelDelta> {
  const call = { id: 'call_1', name: 'read_clock' }
  yield { tool: { ...call, args: '{"zone":' } }
  yield { tool: { ...call, args: '"UTC"}' } }
  yield { tool: { ...call, output: { time: '12:00' } } }
}
