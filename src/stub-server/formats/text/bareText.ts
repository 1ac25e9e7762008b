import type { Exchange, StubContext } from '../../context.ts'
import { Problem } from '../../http/problem.ts'
import { readJson } from '../../http/readJson.ts'
import { readQuestion } from '../../http/session.ts'
import type { AnswerPiece } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { liveAnswer } from '../liveAnswer.ts'

/**
 * `GET /text?message=…` and `POST /text`: the data of an event is a piece of the text, and the end of the
 * body is the end of the answer. There is no word for anything else, but for an error.
 */
export async function bareText(exchange: Exchange, context: StubContext): Promise<Response> {
  const { message, turns } = await questionIn(exchange, context)
  return liveAnswer(
    { message, ...(turns ? { turns } : {}), stream: true, maxTokens: Infinity },
    {
      stream: ({ pieces }) => textEvents(pieces),
      whole: () => Promise.reject(new Error('This format is always streamed.')),
    },
    exchange,
    context,
  )
}

async function questionIn({ request, url }: Exchange, { settings }: StubContext) {
  if (request.method === 'POST') {
    return readQuestion(await readJson(request, settings.limits.bodyBytes))
  }
  const message = url.searchParams.get('message') ?? undefined
  if (message?.trim() === '') {
    throw new Problem(400, 'The message is empty. Leave "message" out to be told a story.')
  }
  return { message, turns: undefined }
}

async function* textEvents(pieces: AsyncIterable<AnswerPiece>): AsyncGenerator<string> {
  try {
    for await (const piece of pieces) {
      switch (piece.type) {
        case 'content':
        case 'refusal':
        case 'filtered':
          yield event(piece.text)
      }
    }
  } catch (error) {
    yield `event: error\n${event(asModelError(error).message)}`
  }
}

/** A space follows every colon, so that spaces of the text's own survive; line ends part the data. */
function event(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`)
  return `${lines.join('')}\n`
}
