"""What a build is made with: document by document, in many processes, kept for the next one."""
