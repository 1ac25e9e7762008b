import { events, namedEvent, testWireCases } from '../wireCase.test-helper.ts'

const FAILED = { outcome: 'failed', kind: 'server', message: 'Ink ran out' } as const
const ERRORS: Readonly<Record<string, string>> = {
  'an event `serialized-error`': namedEvent('serialized-error', { message: 'Ink ran out' }),
  'an event `error` with words': namedEvent('error', 'Ink ran out'),
  'a payload with a text as error': events({ error: 'Ink ran out' }).join(''),
  'a payload with a code': events({ code: 1301, msg: 'Ink ran out' }).join(''),
  'an error in OpenAI’s shape': events({
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta: {}, finish_reason: 'error' }],
    error: { message: 'Ink ran out', code: 502 },
  }).join(''),
  'an error of the AI SDK': events({ type: 'error', errorText: 'Ink ran out' }).join(''),
  'an error of AG-UI': events({ type: 'RUN_ERROR', message: 'Ink ran out' }).join(''),
  'an error of Coze': namedEvent('conversation.chat.failed', {
    last_error: { code: 4011, msg: 'Ink ran out' },
  }),
  'an error of OpenAI’s Responses': namedEvent('response.failed', {
    type: 'response.failed',
    response: { error: { message: 'Ink ran out' } },
  }),
  'an error in `data`': events({ data: { error: 'Ink ran out' } }).join(''),
  'an exception of Bedrock': events({ throttlingException: { message: 'Ink ran out' } }).join(''),
}

// An error as the second record, after one text.
testWireCases(
  Object.entries(ERRORS).flatMap(([name, error]) =>
    ['Once ', '"Once "'].flatMap((first) => [
      {
        name: `${name} keeps the only text before it: ${first}`,
        body: [...events(first), error],
        becomes: { ...FAILED, text: 'Once ' },
      },
      {
        name: `${name} after a mark and a text keeps the text: ${first}`,
        body: [...events('connected', first), error, ...events('[DONE]')],
        becomes: { ...FAILED, text: 'Once ' },
      },
    ]),
  ),
)

// JSON without a text after the first words.
testWireCases([
  {
    name: 'an error after a payload without text keeps the first words',
    body: [
      ...events('The pen', { choices: [{ index: 0, delta: { role: 'assistant' } }] }),
      namedEvent('error', 'Ink ran out'),
    ],
    becomes: { ...FAILED, text: 'The pen' },
  },
  {
    name: 'an error beside a text is no reason to take back the first words',
    body: events('The pen', { content: ' is dry', error: 'Ink ran out' }),
    becomes: { ...FAILED, text: 'The pen is dry' },
  },
  {
    name: 'a source after the first words keeps them',
    body: events('The pen', { source: { url: 'https://pen.example/' } }, '[DONE]'),
    becomes: { outcome: 'complete', text: 'The pen', sources: 1 },
  },
  {
    name: 'the first words are taken back when a text follows payloads without one',
    body: events(
      'Model loaded',
      { choices: [{ index: 0, delta: { role: 'assistant' } }] },
      { choices: [{ index: 0, delta: { content: 'The' } }] },
      { choices: [{ index: 0, delta: { content: ' pen' } }] },
      '[DONE]',
    ),
    becomes: { outcome: 'complete', text: 'The pen' },
  },
  {
    name: 'the first words are taken back when texts in `data` follow',
    body: events('Model loaded', { data: { content: 'The' } }, { data: { content: ' pen' } }),
    becomes: { outcome: 'complete', text: 'The pen' },
  },
  {
    name: 'the first words are taken back when reasoning follows',
    body: events('Model loaded', { reasoning: 'Hm' }, { content: 'The pen' }, '[DONE]'),
    becomes: { outcome: 'complete', reasoning: 'Hm', text: 'The pen' },
  },
])
