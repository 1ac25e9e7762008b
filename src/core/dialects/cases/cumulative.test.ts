import { events, jsonLines, testWireCases } from '../wireCase.test-helper.ts'

const NDJSON = { 'content-type': 'application/x-ndjson' }
const chunk = (delta: object, finish_reason: string | null = null) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason }],
})
const chunks = (...texts: readonly string[]) => [
  ...texts.map((content) => chunk({ content })),
  chunk({}, 'stop'),
]
const SENTENCES = ['The sea', 'The sea is', 'The sea is calm', 'The sea is calm tonight.']
const CHINESE = ['海', '海上', '海上生', '海上生明月']

// Texts that repeat the whole text so far.
testWireCases([
  ...(['auto', 'openai'] as const).map((dialect) => ({
    name: `texts that repeat the whole text are shown once (${dialect})`,
    options: { dialect },
    body: events(...chunks(...SENTENCES), '[DONE]'),
    becomes: { outcome: 'complete', text: 'The sea is calm tonight.' } as const,
  })),
  {
    name: 'Chinese texts that repeat the whole text are shown once',
    body: events(...chunks(...CHINESE), '[DONE]'),
    becomes: { outcome: 'complete', text: '海上生明月' },
  },
  {
    name: 'reasoning that repeats the whole reasoning is shown once',
    body: events(
      ...SENTENCES.map((reasoning_content) => chunk({ reasoning_content })),
      ...chunks('Yes'),
    ),
    becomes: { outcome: 'complete', reasoning: 'The sea is calm tonight.', text: 'Yes' },
  },
  {
    name: 'answers that repeat the whole text at a generic path are shown once',
    body: events(
      ...SENTENCES.map((answer) => ({ code: 0, message: '', data: { answer, reference: {} } })),
      { code: 0, data: true },
    ),
    becomes: { outcome: 'complete', text: 'The sea is calm tonight.' },
  },
  {
    name: 'the same whole text twice is shown once',
    body: events(...[...SENTENCES, ...SENTENCES.slice(-1)].map((text) => ({ text })), '[DONE]'),
    becomes: { outcome: 'complete', text: 'The sea is calm tonight.' },
  },
  {
    name: 'plain text that repeats the whole text is shown once',
    body: events(...SENTENCES, '[DONE]'),
    becomes: { outcome: 'complete', text: 'The sea is calm tonight.' },
  },
  {
    name: 'a path of `pick` with the whole text is shown once',
    options: { pick: 'r.t' },
    body: events(...SENTENCES.map((t) => ({ r: { t } })), '[DONE]'),
    becomes: { outcome: 'complete', text: 'The sea is calm tonight.' },
  },
  {
    name: 'lines of Ollama’s shape with the whole text are shown once',
    headers: NDJSON,
    body: jsonLines(...SENTENCES.map((content) => ({ message: { content }, done: false })), {
      message: { content: '' },
      done: true,
    }),
    becomes: { outcome: 'complete', text: 'The sea is calm tonight.' },
  },
  {
    name: 'a whole text that the server corrects replaces the former one',
    body: events(...chunks(...SENTENCES, 'The sea is calm to-night [1].'), '[DONE]'),
    becomes: { outcome: 'complete', text: 'The sea is calm to-night [1].' },
  },
  {
    name: 'a second block of whole texts follows the first one',
    body: events(...chunks(...SENTENCES, ' Listen', ' Listen! you', ' Listen! you hear')),
    becomes: { outcome: 'complete', text: 'The sea is calm tonight. Listen! you hear' },
  },
])

// Tokens that repeat.
testWireCases(
  [
    ['ha', 'haha', 'hahaha'],
    ['哈', '哈哈', '哈哈哈'],
    ['no', 'no no', 'no no no', ' way'],
    ['very', ' very', ' very', ' tired'],
    ['Ah', 'Ahh', 'Ahhh', 'Ahhhh'],
    ['-', '--', '---', '----'],
    ['1', '10', '100', '1000'],
    ['The', 'The sea', ' is'],
    ['tide', 'tide', 'tide'],
    ['a', 'a b', 'a bc', 'a bcd'],
    ['He', 'Hello', 'Hello world', '!'],
  ].flatMap((texts) => [
    {
      name: `OpenAI’s tokens that repeat are all shown: ${texts.join('|')}`,
      body: events(...chunks(...texts), '[DONE]'),
      becomes: { outcome: 'complete', text: texts.join('') } as const,
    },
    {
      name: `generic tokens that repeat are all shown: ${texts.join('|')}`,
      body: events(...texts.map((token) => ({ token })), '[DONE]'),
      becomes: { outcome: 'complete', text: texts.join('') } as const,
    },
    {
      name: `tokens that repeat later in an answer are all shown: ${texts.join('|')}`,
      body: events(...['So: ', ...texts].map((content) => ({ content })), '[DONE]'),
      becomes: { outcome: 'complete', text: `So: ${texts.join('')}` } as const,
    },
  ]),
)

// A last payload that repeats the answer as a whole.
const whole = (message: object) => ({
  object: 'chat.completion',
  choices: [{ index: 0, finish_reason: 'stop', message }],
  usage: { total_tokens: 6 },
})
testWireCases([
  {
    name: 'a final message after deltas is not shown again',
    body: events(
      chunk({ content: 'Ebb' }),
      chunk({ content: ' and flow' }),
      whole({ content: 'Ebb and flow' }),
    ),
    becomes: { outcome: 'complete', text: 'Ebb and flow', usage: '//6' },
  },
  {
    name: 'a final message that has more than the deltas completes them',
    options: { dialect: 'openai' },
    body: events(chunk({ content: 'Ebb' }), whole({ content: 'Ebb, flow' }), '[DONE]'),
    becomes: { outcome: 'complete', text: 'Ebb, flow' },
  },
  {
    name: 'a final message that differs from the deltas replaces them',
    body: events(chunk({ content: 'Eb' }), chunk({ content: 'bb' }), whole({ content: 'Ebb' })),
    becomes: { outcome: 'complete', text: 'Ebb' },
  },
  {
    name: 'a final message repeats reasoning and tool calls, too',
    body: events(
      chunk({ reasoning_content: 'Moon' }),
      chunk({ tool_calls: [{ index: 0, id: 'c', function: { name: 'tide', arguments: '{"a"' } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: ':1}' } }] }),
      whole({
        reasoning_content: 'Moon',
        content: '',
        tool_calls: [{ index: 0, id: 'c', function: { name: 'tide', arguments: '{"a":1}' } }],
      }),
    ),
    becomes: { outcome: 'complete', reasoning: 'Moon', text: '', tools: 'tide({"a":1})' },
  },
  {
    name: 'a final `answer` after tokens is not shown again',
    body: events({ token: 'Ebb' }, { token: ' tide' }, { answer: 'Ebb tide', done: true }),
    becomes: { outcome: 'complete', text: 'Ebb tide' },
  },
  {
    name: 'the `generated_text` of Hugging Face is not shown again',
    body: events(
      { token: { text: 'Ebb', special: false }, generated_text: null },
      { token: { text: ' tide', special: false }, generated_text: null },
      { token: { text: '</s>', special: true }, generated_text: 'Ebb tide', details: null },
    ),
    becomes: { outcome: 'complete', text: 'Ebb tide' },
  },
  ...[
    { type: 'done', content: 'Ebb tide' },
    { content: 'Ebb tide', done: true },
    { content: 'Ebb tide', finish_reason: 'stop' },
  ].map((last) => ({
    name: `the whole text with an end mark is not shown again: ${JSON.stringify(last)}`,
    body: events({ content: 'Ebb' }, { content: ' tide' }, last),
    becomes: { outcome: 'complete', text: 'Ebb tide' } as const,
  })),
  {
    name: 'a token that repeats the first one with an end mark is shown',
    body: events({ content: 'ha' }, { content: 'ha', done: true }),
    becomes: { outcome: 'complete', text: 'haha' },
  },
  {
    name: 'messages without deltas are pieces',
    body: events(
      ...['Ebb', ' tide', ' tide'].map((content) => ({ choices: [{ message: { content } }] })),
      '[DONE]',
    ),
    becomes: { outcome: 'complete', text: 'Ebb tide tide' },
  },
])
