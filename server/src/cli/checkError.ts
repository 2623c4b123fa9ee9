/** What a check cannot begin with, such as an origin that is no name: a sentence for the user. */
export class CheckError extends Error {}
