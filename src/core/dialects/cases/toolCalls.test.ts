import { describe } from 'vitest'
import { events, testWireCases } from '../wireCase.test-helper.ts'

const chunk = (delta: object, finish_reason: string | null = null) => ({
  id: 'chatcmpl-7',
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason }],
})
/** Frames pieces of tool calls: index, id, name and arguments, and any of them may be missing. */
const pieces = (...calls: readonly (readonly [unknown, unknown, unknown, unknown])[]) =>
  events(
    ...calls.map(([index, id, name, args]) =>
      chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: args } }] }),
    ),
    chunk({}, 'tool_calls'),
    '[DONE]',
  )
const start = { type: 'message_start', message: { id: 'msg_7', role: 'assistant', content: [] } }
const block = (index: number, content_block: object) => ({
  type: 'content_block_start',
  index,
  content_block,
})
const json = (index: number, partial_json: string) => ({
  type: 'content_block_delta',
  index,
  delta: { type: 'input_json_delta', partial_json },
})
const stop = [
  { type: 'message_delta', delta: { stop_reason: 'tool_use' } },
  { type: 'message_stop' },
]

describe('openai', () => {
  testWireCases([
    {
      name: 'joins the pieces of a call whose id is empty and whose name repeats',
      body: pieces([0, 'a1', 'find', '{"q":'], [0, '', 'find', '"fox'], [0, '', 'find', 'es"}']),
      becomes: { tools: 'find({"q":"foxes"})', outcome: 'complete' },
    },
    {
      name: 'joins the pieces of a call whose id is null and whose name is empty',
      body: pieces([0, 'a1', 'find', ''], [0, null, '', '{"q":'], [0, null, null, '7}']),
      becomes: { tools: 'find({"q":7})' },
    },
    {
      name: 'joins the pieces of a call that never has an id',
      body: pieces([0, null, 'find', '{"q":'], [0, undefined, 'find', '7}']),
      becomes: { tools: 'find({"q":7})' },
    },
    {
      name: 'joins the pieces of a call whose id changes in every piece',
      body: pieces([0, 'x1', 'find', '{"q'], [0, 'x2', null, '":'], [0, 'x3', undefined, '7}']),
      becomes: { tools: 'find({"q":7})' },
    },
    {
      name: 'joins the pieces of a call whose id changes and whose name repeats',
      body: pieces([0, 'x1', 'find', ''], [0, 'x2', 'find', '{"q":'], [0, 'x3', 'find', '7}']),
      becomes: { tools: 'find({"q":7})' },
    },
    {
      name: 'joins the pieces of a call without an index',
      body: pieces(
        [undefined, 'x1', 'find', '{"q":'],
        [undefined, '', '', '7'],
        [undefined, null, null, '}'],
      ),
      becomes: { tools: 'find({"q":7})' },
    },
    {
      name: 'ignores an empty piece after a call that is complete',
      body: pieces([0, 'x1', 'find', '{"q":7}'], [0, '', 'find', '']),
      becomes: { tools: 'find({"q":7})' },
    },
    {
      name: 'keeps parallel calls apart that all have the index 0',
      body: pieces([0, 'x1', 'find', '{"q":7}'], [0, 'x2', 'find', '{"q":8}'], [0, '', 'go', '{}']),
      becomes: { tools: 'find({"q":7}) find({"q":8}) go({})' },
    },
    {
      name: 'keeps parallel calls apart that all have the index 0 and stream their arguments',
      body: pieces(
        [0, 'x1', 'find', ''],
        [0, null, null, '{"q":"}"}'],
        [0, 'x2', 'find', ''],
        [0, null, null, '{"q":8}'],
      ),
      becomes: { tools: 'find({"q":"}"}) find({"q":8})' },
    },
    {
      name: 'keeps calls apart that have the same id and different indexes',
      body: pieces([0, 'same', 'find', '{"q":7}'], [1, 'same', 'find', '{"q":8}']),
      becomes: { tools: 'find({"q":7}) find({"q":8})' },
    },
    {
      name: 'does not end a call at a bracket inside a string',
      body: pieces(
        [0, 'x1', 'find', '{"q":"\\\\'],
        [0, '', 'find', '"'],
        [0, '', 'find', ',"r":"}\\"}'],
        [0, '', 'find', '"}'],
      ),
      becomes: { tools: 'find({"q":"\\\\","r":"}\\"}"})' },
    },
    {
      name: 'does not repeat a call that the server sends twice',
      body: pieces([0, 'x1', 'find', '{"q":7}'], [0, 'x1', 'find', '{"q":7}']),
      becomes: { tools: 'find({"q":7})' },
    },
    {
      name: 'keeps two equal calls without ids',
      body: pieces([0, '', 'roll', '{"sides":6}'], [0, '', 'roll', '{"sides":6}']),
      becomes: { tools: 'roll({"sides":6}) roll({"sides":6})' },
    },
    {
      name: 'reads arguments that are an object instead of JSON text',
      body: pieces([0, 'x1', 'find', { q: 7 }], [1, 'x2', 'go', {}]),
      becomes: { tools: 'find({"q":7}) go({})' },
    },
    {
      name: 'reads function_call, the form before tool_calls',
      body: events(
        chunk({ function_call: { name: 'find', arguments: '' } }),
        chunk({ function_call: { arguments: '{"q":' } }),
        chunk({ function_call: { arguments: '7}' } }),
        chunk({}, 'function_call'),
        '[DONE]',
      ),
      becomes: { tools: 'find({"q":7})', finishReason: 'function_call', outcome: 'complete' },
    },
    {
      name: 'reads function_call if its name repeats, and in an answer that is not streamed',
      body: events({
        object: 'chat.completion',
        choices: [
          {
            index: 0,
            message: { content: null, function_call: { name: 'find', arguments: '{"q":7}' } },
            finish_reason: 'function_call',
          },
        ],
      }),
      becomes: { tools: 'find({"q":7})' },
    },
  ])
})

describe('anthropic', () => {
  testWireCases([
    {
      name: 'reads the input of a call that is complete at its start',
      body: events(
        start,
        block(0, { type: 'tool_use', id: 't7', name: 'find', input: { q: 7 } }),
        { type: 'content_block_stop', index: 0 },
        ...stop,
      ),
      becomes: { tools: 'find({"q":7})', outcome: 'complete' },
    },
    {
      name: 'reads deltas instead of an input that was complete at the start',
      body: events(
        start,
        block(0, { type: 'tool_use', id: 't7', name: 'find', input: { q: 7 } }),
        json(0, '{"q":'),
        json(0, '7}'),
        block(1, { type: 'tool_use', id: 't8', name: 'go', input: {} }),
        json(1, '{"far":true}'),
        ...stop,
      ),
      becomes: { tools: 'find({"q":7}) go({"far":true})' },
    },
    {
      name: 'reads text and thinking that are in the start of their block',
      body: events(
        start,
        block(0, { type: 'thinking', thinking: 'Hm' }),
        block(1, { type: 'text', text: 'Good ' }),
        { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'day' } },
        ...stop,
      ),
      becomes: { reasoning: 'Hm', text: 'Good day', outcome: 'complete' },
    },
  ])
})

describe('gemini', () => {
  const call = (functionCall: object) => ({
    candidates: [{ content: { parts: [{ functionCall }] }, index: 0, finishReason: 'STOP' }],
  })

  testWireCases([
    {
      name: 'keeps calls without ids and arguments apart',
      body: events(call({ name: 'roll' }), call({ name: 'roll' }), call({ name: 'go', args: {} })),
      becomes: { tools: 'roll({}) roll({}) go({})' },
    },
  ])
})
