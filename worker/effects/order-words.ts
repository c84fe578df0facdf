/** OVH's status words and history labels (its schema's `billing.order.followUp.HistoryStatusEnum`), for a person. */
const words: Record<string, string> = {
  checking: 'the provider is checking the order',
  delivering: 'the provider is preparing the server',
  delivered: 'the provider says that it is delivered',
  notPaid: 'the provider waits for our payment',
  documentsRequested: 'the provider asked us for documents',
  ORDER_STARTED: 'the provider has the order',
  ORDER_ACCEPTED: 'the provider accepted the order',
  PAYMENT_INITIATED: 'the provider is taking our payment',
  REGISTERED_PAYMENT_INITIATED: 'the provider is taking our payment',
  PAYMENT_RECEIVED: 'the provider has our payment',
  PAYMENT_CONFIRMED: 'the provider has our payment',
  FRAUD_CHECK: 'the provider is checking the order',
  FRAUD_DOCS_REQUESTED: 'the provider asked us for documents',
  FRAUD_MANUAL_REVIEW: 'somebody at the provider reviews the order by hand',
  FRAUD_REFUSED: 'the provider’s check refused the order',
  INVOICE_IN_PROGRESS: 'the provider is writing the invoice',
  INVOICE_SENT: 'the provider is about to prepare the server',
  DELIVERY: 'the provider is preparing the server',
}

/** What a look at an order found; a word that is new to us is not shown to a person as it stands. */
export const orderWords = (detail: string): string => words[detail] ?? 'the provider is working on the order'
