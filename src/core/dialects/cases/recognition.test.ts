import { events, jsonLines, namedEvent, testWireCases } from '../wireCase.test-helper.ts'

const NDJSON = { 'content-type': 'application/x-ndjson' }
const POEM = { outcome: 'complete', text: 'Tyger burning' } as const

// The text at each of the usual paths.
testWireCases(
  [
    (text: string) => ({ content: text }),
    (text: string) => ({ text }),
    (text: string) => ({ token: text }),
    (text: string) => ({ delta: text }),
    (text: string) => ({ response: text }),
    (text: string) => ({ answer: text }),
    (text: string) => ({ message: text }),
    (text: string) => ({ output: { text } }),
    (text: string) => ({ data: { content: text } }),
    (text: string) => ({ data: { text } }),
    (text: string) => ({ data: { answer: text }, code: 0, message: '' }),
    (text: string) => ({ choices: [{ text }] }),
    (text: string) => ({ choices: [{ message: { content: text } }] }),
    (text: string) => ({ generated_text: text }),
    (text: string) => ({ token: { id: 5, text, special: false }, generated_text: null }),
    (text: string) => ({ message: { role: 'model', content: [{ text }] } }),
    (text: string) => ({ contentBlockDelta: { contentBlockIndex: 0, delta: { text } } }),
    (text: string) => ({ result: { output: { text }, metadata: { finishReason: null } } }),
    (text: string) => ({ event: 'token', data: text }),
    (text: string) => ({ type: 'token', content: text }),
    (text: string) => ({ type: 'text', content: text }),
    (text: string) => ({ type: 'text', text }),
    (text: string) => ({ type: 'chunk', text, session: 's' }),
    (text: string) => ({ model: 'm', response: text, usage: null }),
  ].flatMap((payload) => [
    {
      name: `auto recognizes ${JSON.stringify(payload('…'))} as events`,
      body: events(payload('Tyger'), payload(' burning'), '[DONE]'),
      becomes: POEM,
    },
    {
      name: `auto recognizes ${JSON.stringify(payload('…'))} as lines after others`,
      headers: NDJSON,
      body: jsonLines(
        { type: 'start' },
        { id: 7, usage: { total_tokens: 1 } },
        payload('Tyger'),
        payload(' burning'),
        { type: 'finish', choices: [{ index: 0, finish_reason: 'stop' }] },
      ),
      becomes: POEM,
    },
  ]),
)

// Numbers are tokens.
testWireCases([
  {
    name: 'numeric tokens are text in OpenAI’s shape',
    body: events(
      ...['v', 1, '.', 0, 7, ' on'].map((content) => ({ choices: [{ delta: { content } }] })),
      '[DONE]',
    ),
    becomes: { outcome: 'complete', text: 'v1.07 on' },
  },
  {
    name: 'a numeric token is text as the first one',
    body: events({ token: 42 }, { token: ' is' }, { token: -1.5 }, '[DONE]'),
    becomes: { outcome: 'complete', text: '42 is-1.5' },
  },
  {
    name: 'numeric tokens are text in lines of Ollama',
    headers: NDJSON,
    body: jsonLines(...[3, '×', 4].map((content) => ({ message: { content }, done: false })), {
      message: { content: '' },
      done: true,
    }),
    becomes: { outcome: 'complete', text: '3×4' },
  },
  {
    name: 'numbers at the path of `pick` are text',
    options: { pick: 'a.0.t' },
    body: events({ a: [{ t: 0 }] }, { a: [{ t: '.' }] }, { a: [{ t: 5 }] }, '[DONE]'),
    becomes: { outcome: 'complete', text: '0.5' },
  },
])

// JSON strings, and marks before the first payload.
testWireCases([
  {
    name: 'JSON strings are text',
    body: events('"In the"', '" forests\\n"', '"of \\"the\\" night"'),
    becomes: { outcome: 'complete', text: 'In the forests\nof "the" night' },
  },
  {
    name: 'JSON strings with numbers between them are text',
    body: ['data:"He took "\n\n', 'data:2\n\n', 'data:" wings"\n\n', 'event: return\ndata:\n\n'],
    becomes: { outcome: 'complete', text: 'He took 2 wings' },
  },
  {
    name: 'a quoted piece of plain text keeps its quotes',
    body: events('"What"', ' the hammer', ' what the chain', '[DONE]'),
    becomes: { outcome: 'complete', text: '"What" the hammer what the chain' },
  },
  ...['connected', '[START]', 'ping', 'ready', '[BEGIN]'].map((mark) => ({
    name: `the mark ${mark} before JSON is no text`,
    body: events(mark, { content: 'In what' }, { content: ' furnace' }, '[DONE]'),
    becomes: { outcome: 'complete', text: 'In what furnace' } as const,
  })),
  ...['connected', '[START]', 'ping'].flatMap((mark) =>
    [{ dialect: 'content' as const }, { pick: 'content' }].map((options) => ({
      name: `the mark ${mark} before JSON is no text with ${JSON.stringify(options)}`,
      options,
      body: events(mark, { content: 'Did he' }, { content: ' smile' }, '[DONE]'),
      becomes: { outcome: 'complete', text: 'Did he smile' } as const,
    })),
  ),
  {
    name: 'a word that is no mark before JSON fails a pinned content',
    options: { dialect: 'content' },
    body: events('Welcome', { content: 'Did he' }, '[DONE]'),
    becomes: { outcome: 'failed', kind: 'parse' },
  },
  ...['connected', '[START]', 'ping'].map((mark) => ({
    name: `the mark ${mark} before plain text is no text`,
    body: [`data: ${mark}\n\n`, 'data: thy\n\n', 'data:  brain\n\n', 'data: [DONE]\n\n'],
    becomes: { outcome: 'complete', text: 'thy brain' } as const,
  })),
  ...['connected', '[START]'].map((mark) => ({
    name: `the mark ${mark} alone is not an answer`,
    body: events(mark),
    becomes: { outcome: 'failed', text: '' } as const,
  })),
  {
    name: 'a number before text without spaces is text',
    body: ['data:3\n\n', 'data: tygers\n\n', 'data: and 2\n\n'],
    becomes: { outcome: 'complete', text: '3 tygers and 2' },
  },
  {
    name: 'a sentence before whole texts is taken back',
    body: events('It begins', ...['a b', 'a b c', 'a b c d'].map((text) => ({ text }))),
    becomes: { outcome: 'complete', text: 'a b c d' },
  },
  {
    name: 'a sentence before JSON is taken back',
    body: events('stream 12 is open', { delta: 'What' }, { delta: ' dread' }, '[DONE]'),
    becomes: { outcome: 'complete', text: 'What dread' },
  },
  {
    name: 'a word of plain text that could be a mark stays',
    body: events('Ready', ' or not', '[DONE]'),
    becomes: { outcome: 'complete', text: 'Ready or not' },
  },
  {
    name: 'empty objects and pings before the first payload are skipped',
    body: [
      namedEvent('connected', {}),
      ...Array.from({ length: 20 }, () => 'data: {"type":"ping"}\n\n'),
      ...events({ text: 'Did he' }, { text: ' smile' }, '[DONE]'),
    ],
    becomes: { outcome: 'complete', text: 'Did he smile' },
  },
])

// Fields that any format may have do not decide.
testWireCases([
  {
    name: 'usage before the text decides nothing, and is kept',
    body: events({ usage: { total_tokens: 8 } }, { response: 'his work' }, '[DONE]'),
    becomes: { outcome: 'complete', text: 'his work', usage: '//8' },
  },
  {
    name: '`done: false` before the text decides nothing',
    body: events({ done: false }, { answer: 'to see', done: false }, { answer: '', done: true }),
    becomes: { outcome: 'complete', text: 'to see' },
  },
  {
    name: '`type: start` before tokens decides nothing',
    body: events({ type: 'start', id: 'r1' }, { type: 'delta', text: 'Did' }, { type: 'done' }),
    becomes: { outcome: 'complete', text: 'Did' },
  },
  {
    name: 'a message of another type is no text',
    body: events(
      { type: 'status', message: 'Searching' },
      { type: 'token', content: 'the Lamb' },
      { type: 'status', message: 'Done' },
      '[DONE]',
    ),
    becomes: { outcome: 'complete', text: 'the Lamb' },
  },
  {
    name: 'reasoning of its own type is not part of the text',
    body: events({ type: 'thinking', content: 'Hm.' }, { type: 'text', content: 'make thee' }),
    becomes: { outcome: 'complete', reasoning: 'Hm.', text: 'make thee' },
  },
  ...['thinking', 'thought', 'reasoning', 'reasoning_content'].map((field) => ({
    name: `reasoning in the field ${field} is not part of the text`,
    body: events({ [field]: 'Who?' }, { response: 'He' }, '[DONE]'),
    becomes: { outcome: 'complete', reasoning: 'Who?', text: 'He' } as const,
  })),
  ...['thinking', 'reasoning-delta', 'agent_thought'].map((event) => ({
    name: `reasoning in events of the name ${event} is not part of the text`,
    body: [
      namedEvent(event, { content: 'Who' }),
      namedEvent(event, { content: '?' }),
      namedEvent('message', { content: 'He' }),
      ...events('[DONE]'),
    ],
    becomes: { outcome: 'complete', reasoning: 'Who?', text: 'He' } as const,
  })),
])

// Payloads in the field `data`.
testWireCases([
  {
    name: 'OpenAI’s chunks in `data` are read',
    body: events(
      ...['When', ' the stars'].map((content) => ({ data: { choices: [{ delta: { content } }] } })),
      { data: { choices: [{ delta: {}, finish_reason: 'stop' }] } },
    ),
    becomes: { outcome: 'complete', text: 'When the stars', finishReason: 'stop' },
  },
  {
    name: 'an end mark beside payloads in `data` is read',
    body: events({ data: { text: 'threw' } }, { data: { done: true } }, { data: { text: 'x' } }),
    becomes: { outcome: 'complete', text: 'threw' },
  },
  {
    name: 'an error beside payloads in `data` fails the answer',
    body: events(
      { code: 0, data: { content: 'down' } },
      { code: 5001, msg: 'no spears', data: null },
    ),
    becomes: { outcome: 'failed', kind: 'server', message: 'no spears', text: 'down' },
  },
])

// JSON of unknown shape.
testWireCases([
  ...[
    { foo: { bar: 'Hel' } },
    { piece: 'Hel', done: false },
    { payload: { value: 'Hel' }, type: 'x' },
    ['Hel', 'lo'],
    { words: ['Hel'] },
  ].flatMap((payload) => [
    {
      name: `unknown events fail at the end: ${JSON.stringify(payload)}`,
      body: events(payload, payload),
      becomes: { outcome: 'failed', kind: 'format', message: 'Hel', text: '' } as const,
    },
    {
      name: `unknown events fail before [DONE]: ${JSON.stringify(payload)}`,
      body: events(payload, '[DONE]'),
      becomes: { outcome: 'failed', kind: 'format', message: '`pick`', text: '' } as const,
    },
    {
      name: `unknown events fail before the event \`end\`: ${JSON.stringify(payload)}`,
      body: [...events(payload), namedEvent('end', {})],
      becomes: { outcome: 'failed', kind: 'format', text: '' } as const,
    },
  ]),
  {
    name: 'unknown JSON fails after eight payloads, whatever follows',
    body: events(...Array.from({ length: 8 }, (_, n) => ({ n: { n } })), { content: 'late' }),
    becomes: { outcome: 'failed', kind: 'format', message: '{"n":{"n":0}}', text: '' },
  },
  {
    name: 'seven payloads of unknown JSON before a text are skipped',
    body: events(...Array.from({ length: 7 }, (_, n) => ({ n: { n } })), { content: 'in time' }),
    becomes: { outcome: 'complete', text: 'in time' },
  },
  {
    name: 'unknown JSON fails after 32 KB, whatever follows',
    body: events({ blob: { x: 'y'.repeat(40_000) } }, { content: 'late' }),
    becomes: { outcome: 'failed', kind: 'format', text: '' },
  },
  {
    name: 'unknown JSON before plain text is not shown',
    body: events({ conversation: { id: 3 } }, 'Hello', '[DONE]'),
    becomes: { outcome: 'complete', text: 'Hello' },
  },
])

// JSON of unknown shape in a pinned dialect.
testWireCases([
  ...(['openai', 'content', 'ollama', 'gemini', 'ai-sdk', 'dify', 'anthropic'] as const).map(
    (dialect) => ({
      name: `a pinned ${dialect} never completes unknown JSON`,
      options: { dialect },
      body: events({ say: { it: 'Hi' } }, { say: { it: '!' } }, '[DONE]'),
      becomes: { outcome: 'failed', text: '' } as const,
    }),
  ),
  ...(['openai', 'content'] as const).map((dialect) => ({
    name: `a pinned ${dialect} names unknown JSON before [DONE]`,
    options: { dialect },
    body: events({ say: { it: 'Hi' } }, '[DONE]'),
    becomes: { outcome: 'failed', kind: 'format', message: '"it":"Hi"' } as const,
  })),
  {
    name: 'a pinned content fails unknown JSON before the event `done`',
    options: { dialect: 'content' },
    body: [...events({ say: 'Hi' }), namedEvent('done', {})],
    becomes: { outcome: 'failed', kind: 'format', text: '' },
  },
  {
    name: 'a pinned content completes an empty answer after pings',
    options: { dialect: 'content' },
    body: [namedEvent('ping', '2026'), 'data: {}\n\n', namedEvent('done', {})],
    becomes: { outcome: 'complete', text: '' },
  },
  {
    name: 'a pinned content fails unknown JSON with `done: true`',
    options: { dialect: 'content' },
    body: events({ say: 'Hi', done: false }, { done: true }),
    becomes: { outcome: 'failed', kind: 'format', text: '' },
  },
  {
    name: '`pick` with a wrong path never completes',
    options: { pick: 'say.that' },
    body: events({ say: { it: 'Hi' } }, '[DONE]'),
    becomes: { outcome: 'failed', kind: 'format', text: '' },
  },
])

// Values of a type that the format does not have.
testWireCases(
  [null, 7, true, [], ['x'], {}].flatMap((value) =>
    ['type', 'event', 'error_code', 'finish_reason', 'message', 'token', 'data'].map((field) => ({
      name: `auto reads on past ${JSON.stringify({ [field]: value })}`,
      body: events({ [field]: value, x: 1 }, { content: 'Tyger' }, '[DONE]'),
      becomes: {
        outcome: 'complete',
        text: value === 7 && /token|message|data/.test(field) ? '7Tyger' : 'Tyger',
      } as const,
    })),
  ),
)
