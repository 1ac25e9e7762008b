import { absoluteUrl } from '../../transports/endpointUrl.ts'
import { sendStop } from '../../transports/request.ts'
import type { ResumableServer } from '../../transports/resumable/createResumableTransport.ts'
import type { Recover } from '../../transports/resumable/recovery.ts'

/** The request that stops a run. */
export interface StopRequest {
  readonly url: string
  /** @default 'POST' */
  readonly method?: string
}

/** Options of the presets that resume, for what their servers leave to the application. */
export interface ResumeOptions {
  /**
   * Returns the request that stops a run at your server, by the id of the run; a string is the URL of a POST.
   * The headers and the credentials of the chat are sent with it.
   * @default Stop closes the connection, and the run continues at the server
   */
  readonly stop?: ((runId: string) => string | StopRequest) | undefined
  /**
   * Fetches the finished answer of a run that the server cannot stream any more, for example from its
   * database.
   * @default such an answer is `truncated`
   */
  readonly recover?: Recover | undefined
}

/** Returns the part of a resumable server that these options define. */
export function toServerParts({
  stop,
  recover,
}: ResumeOptions): Pick<ResumableServer, 'stop' | 'recover'> {
  return {
    recover,
    ...(stop && {
      stop(runId, _request, context) {
        const request = stop(runId)
        const { url, method = 'POST' } = typeof request === 'string' ? { url: request } : request
        sendStop(absoluteUrl(url), context, { method })
      },
    }),
  }
}
