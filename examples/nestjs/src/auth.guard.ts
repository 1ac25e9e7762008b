import { randomUUID } from 'node:crypto'
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import type { Request, Response } from 'express'

/** A request with its user. */
export interface UserRequest extends Request {
  user?: { id: string }
}

/** Makes each browser a user of its own. Replace it with your guard. */
@Injectable()
export class AuthGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<UserRequest>()
    const response = context.switchToHttp().getResponse<Response>()
    const id = /(?:^|; )user=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? randomUUID()
    response.cookie('user', id, { httpOnly: true, sameSite: 'strict' })
    request.user = { id }
    return true
  }
}
