import { z } from "zod";

// The page's content security policy forbids eval, which zod would otherwise try for its compiled parsers. Imported
// first: a schema looks once, when it is made.
z.config({ jitless: true });
