/** What an algorithm is called, and what it does in a line; one that is not here goes by its id. */
export const ALGORITHM_WORDS: Readonly<Record<string, { readonly name: string; readonly doc: string }>> = {
  bc: { name: "Cloning", doc: "Behavioural cloning: learns each episode's action from what was observed." },
  dagger: {
    name: "DAgger",
    doc: "Drives what it has learned, asks the expert what it would have done there, and learns again.",
  },
};
