import { Module, UseGuards } from '@nestjs/common'
import { ChatStreamModule } from 'vue-chat-stream/server/nest'
import { AuthGuard, type UserRequest } from './auth.guard.js'
import { askModel } from './model.js'

@Module({
  imports: [
    ChatStreamModule.forRoot({
      owner: (_, request) => (request as UserRequest).user?.id ?? '',
      answer: ({ message }, { signal }) => askModel(message, signal),
      decorators: [UseGuards(AuthGuard)],
    }),
  ],
})
export class AppModule {}
