"""The public catalogue: who helps near me, by place and by situation, in plain words."""
