import { changing, reading } from '../../office/roles/procedure.ts'
import { Book, BookQuery, HandedOver, HandOver } from './reassignment.schema.ts'
import { bookOf, handOver } from './reassignment.ts'

const tags = ['handovers']

export const handovers = {
  preview: reading('book.handOver')
    .route({ method: 'GET', path: '/handovers/preview', summary: 'What somebody has in hand', tags })
    .input(BookQuery)
    .output(Book)
    .handler(({ input, context }) => bookOf(context.act, input.from)),
  create: changing('book.handOver')
    .route({
      method: 'POST',
      path: '/handovers',
      summary: "Hand somebody's book over to others",
      tags,
      successStatus: 201,
    })
    .input(HandOver)
    .output(HandedOver)
    .handler(({ input, context }) => handOver(context.act, input)),
}
