"""What a person does with challenges and questions, without a screen; each wing knows only those named before it.

`desk`: what there is to work with. `shown`: what may be seen of content and grades, and when. `drafts`: what lies there
unfinished. `record`: what is kept, and read back. `work`: one person at one thing. `progress`: where one is, and what
comes next.
"""
